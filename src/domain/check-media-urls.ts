import { mediaListsIn, type PostDraft } from './post-draft.ts';
import type { UserError, Warning } from './refusal.ts';

/** What can be said of a URL without fetching it: why it is refused as it is written, or null; and how many a post may name. */
export type MediaUrlRules = { refusalOfUrl(url: string): string | null; maxMediaUrls: number };

/** What `unit` says of a refusal because of too many URLs. */
export const mediaUrlUnit = 'URLs';

/** The URLs that a draft's media name, each once, with every place that names it. */
export function mediaUrlsIn(draft: PostDraft): Map<string, string[][]> {
  const places = new Map<string, string[][]>();
  for (const { media, path } of mediaListsIn(draft))
    for (const [at, { url }] of media.entries())
      if (url !== null) places.set(url, [...(places.get(url) ?? []), [...path, String(at), 'url']]);
  return places;
}

/** The first stage: what is known of media by URL before any is fetched. */
export function checkMediaUrls(draft: PostDraft, { refusalOfUrl, maxMediaUrls: limit }: MediaUrlRules): UserError[] {
  const urls = [...mediaUrlsIn(draft)];
  const errors = urls.flatMap(([url, places]) => {
    const message = refusalOfUrl(url);
    return message === null ? [] : places.map((path): UserError => ({ code: 'INVALID', message, path }));
  });
  const path = urls[limit]?.[1][0]?.slice(0, -2);
  if (path === undefined) return errors;
  const actual = urls.length;
  const message = `A post has media from at most ${limit} different URLs; this one names ${actual}. Upload the others, and give their ids.`;
  return [...errors, { code: 'TOO_MANY', message, path, limit, actual, unit: mediaUrlUnit }];
}

/** What nobody has looked at yet. */
export function uncheckedMedia(draft: PostDraft, { refusalOfUrl }: MediaUrlRules): Warning[] {
  return [...mediaUrlsIn(draft)].flatMap(([url, [path = []]]): Warning[] => {
    if (refusalOfUrl(url) !== null) return [];
    const message =
      'What this URL gives was not fetched, so whether it can be published shows when the post is written.';
    return [{ code: 'MEDIA_NOT_CHECKED', message, path }];
  });
}
