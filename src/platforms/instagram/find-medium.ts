import { z } from 'zod';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';

const PAGE = '100';

const listSchema = z.object({ data: z.array(z.object({ id: z.string(), shortcode: z.string().optional() })) });

/** The id of one of the account's latest posts by what its address names it, or null. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media#reading */
export async function findMedium(shortcode: string, session: Session<Credentials>): Promise<string | null> {
  const asked = toRead(`/${session.account.remoteId}/media`, { fields: 'id,shortcode', limit: PAGE }, session);
  const { data } = await session.send(asked, listSchema);
  return data.find((medium) => medium.shortcode === shortcode)?.id ?? null;
}
