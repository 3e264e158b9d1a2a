import { z } from 'zod';
import type { Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import type { Wanted } from './wire.ts';

// What an entry has beside its id is not said (uncertain): all of it may be missing.
const entrySchema = z.object({
  id: z.string(),
  media_id: z.string().optional(),
  description: z.string().optional(),
  status: z.string().optional(),
  created_at: z.string().optional(),
});
type Entry = z.infer<typeof entrySchema>;

const pageSchema = z.object({
  spotlights: z.array(z.object({ spotlight: entrySchema })).default([]),
  stories: z.array(z.object({ story: entrySchema })).default([]),
  saved_stories: z.array(z.object({ saved_story: entrySchema })).default([]),
  paging: z.object({ next_link: z.string().nullish() }).nullish(),
});

/** What the profile has posted, in so far as one answer tells it. https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement */
export async function readListing(
  collection: Wanted['collection'],
  { account, credentials, send }: Session<Credentials>,
): Promise<{ entries: Entry[]; isWhole: boolean }> {
  const path = `/v1/public_profiles/${encodeURIComponent(account.remoteId)}/${collection}`;
  const page = await send({ method: 'GET', path, headers: bearer(credentials) }, pageSchema);
  const entries = [
    ...page.spotlights.map(({ spotlight }) => spotlight),
    ...page.stories.map(({ story }) => story),
    ...page.saved_stories.map(({ saved_story }) => saved_story),
  ];
  return { entries, isWhole: !page.paging?.next_link };
}
