import { z } from 'zod';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';

const PAGE = '100';

const listSchema = z.object({ data: z.array(z.object({ id: z.string(), shortcode: z.string().optional() })) });

/** The id of one of the account's latest posts or replies by what its address names it, or null. https://developers.facebook.com/docs/threads/threads-media */
export async function findPost(shortcode: string, session: Session<Credentials>): Promise<string | null> {
  for (const list of ['threads', 'replies']) {
    const asked = toRead(`/me/${list}`, { fields: 'id,shortcode', limit: PAGE }, session);
    const { data } = await session.send(asked, listSchema);
    const found = data.find((post) => post.shortcode === shortcode);
    if (found !== undefined) return found.id;
  }
  return null;
}
