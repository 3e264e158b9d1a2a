import { z } from 'zod';
import type { ConnectedProfile, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { authorizedBy, graphPath } from './graph.ts';

const MOST_LISTS = 10;
const PROFILE_FIELDS = 'id,name,username,picture{url}';

const pageSchema = z.object({
  id: z.string().regex(/^\d+$/),
  name: z.string(),
  username: z.string().optional(),
  picture: z.object({ data: z.object({ url: z.string().optional() }) }).optional(),
});

const listSchema = z.object({
  data: z.array(pageSchema.extend({ access_token: z.string().optional(), tasks: z.array(z.string()).optional() })),
  paging: z.object({ next: z.string().optional(), cursors: z.object({ after: z.string() }).optional() }).optional(),
});

/** The Pages that a person may create content on. https://developers.facebook.com/docs/graph-api/reference/user/accounts */
export async function pagesOf(userToken: string, { send }: Line): Promise<ConnectedProfile<Credentials>[]> {
  const pages: ConnectedProfile<Credentials>[] = [];
  let after: string | undefined;
  for (let list = 0; list < MOST_LISTS; list += 1) {
    const query = new URLSearchParams({ fields: `${PROFILE_FIELDS},access_token,tasks`, limit: '100' });
    if (after !== undefined) query.set('after', after);
    const path = `${graphPath('/me/accounts')}?${query}`;
    const { data, paging } = await send({ method: 'GET', path, headers: authorizedBy(userToken) }, listSchema);
    for (const { access_token: token, tasks, ...page } of data)
      if (token !== undefined && mayPublish(tasks)) pages.push(profileOf(page, token));
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) return pages;
  }
  return pages;
}

/** The Page that a token is of. https://developers.facebook.com/docs/graph-api/reference/page */
export async function ownPage(pageToken: string, { send }: Line): Promise<ConnectedProfile<Credentials>> {
  const path = `${graphPath('/me')}?${new URLSearchParams({ fields: PROFILE_FIELDS })}`;
  const page = await send({ method: 'GET', path, headers: authorizedBy(pageToken) }, pageSchema);
  return profileOf(page, pageToken);
}

function mayPublish(tasks: readonly string[] | undefined): boolean {
  return tasks === undefined || tasks.includes('CREATE_CONTENT');
}

function profileOf(
  { id, name, username, picture }: z.infer<typeof pageSchema>,
  accessToken: string,
): ConnectedProfile<Credentials> {
  return {
    remoteId: id,
    username: username ?? id,
    nickname: name,
    avatarUrl: picture?.data.url ?? null,
    textLimit: null,
    server: null,
    credentials: { accessToken },
    expireAt: null,
  };
}
