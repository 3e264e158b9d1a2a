import { z } from 'zod';
import { readJson } from '../google/read-json.ts';
import type { Incoming } from '../network.ts';
import { refuse } from './refuse.ts';
import type { NewVideo } from './videos.ts';

/** https://developers.google.com/youtube/v3/docs/videoCategories/list, of the United States, that videos may be in. */
const categories = ['1', '2', '10', '15', '17', '19', '20', '22', '23', '24', '25', '26', '27', '28', '29'];

/** The body of a new video, as far as it is played. https://developers.google.com/youtube/v3/docs/videos/insert */
const newVideoSchema = z.strictObject({
  snippet: z.strictObject({
    title: z.string().default(''),
    description: z.string().default(''),
    categoryId: z.string(),
    tags: z.array(z.string()).default([]),
    defaultLanguage: z.string().optional(),
  }),
  status: z.strictObject({
    privacyStatus: z.enum(['public', 'unlisted', 'private']),
    selfDeclaredMadeForKids: z.boolean().default(false),
    license: z.enum(['youtube', 'creativeCommon']).default('youtube'),
    embeddable: z.boolean().default(true),
    containsSyntheticMedia: z.boolean().default(false),
  }),
});

/** A video that may be made, or the refusal. */
export function readNewVideo(incoming: Incoming, accountId: string, mimeType: string): NewVideo {
  const { snippet, status } = readJson(incoming, newVideoSchema);
  const { title, description, tags, categoryId } = snippet;
  if (title.trim() === '' || [...title].length > 100 || /[<>]/.test(title)) refuse('invalidTitle');
  if (Buffer.byteLength(description) > 5_000 || /[<>]/.test(description)) refuse('invalidDescription');
  if (lengthOf(tags) > 500 || tags.some((tag) => /[<>,]/.test(tag))) refuse('invalidTags');
  if (!categories.includes(categoryId)) refuse('invalidCategoryId');
  const notes = [
    `Category ${categoryId}`,
    ...(snippet.defaultLanguage === undefined ? [] : [`Language ${snippet.defaultLanguage}`]),
    ...(status.license === 'creativeCommon' ? ['Creative Commons'] : []),
    ...(status.embeddable ? [] : ['Not embeddable']),
    ...(status.containsSyntheticMedia ? ['Altered or made with AI'] : []),
  ];
  const { privacyStatus: privacy, selfDeclaredMadeForKids: madeForKids } = status;
  return { accountId, mimeType, title, description, tags, privacy, madeForKids, notes };
}

function lengthOf(tags: readonly string[]): number {
  return tags.map((tag) => (tag.includes(' ') ? `"${tag}"` : tag)).join(',').length;
}
