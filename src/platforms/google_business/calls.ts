import { z } from 'zod';
import type { Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { lookForPost } from './look-for-post.ts';
import { createSchema, nameSchema, postSchema, wantedSchema } from './wire.ts';

type Line = Session<Credentials>;

export const calls: Publishing<Credentials>['calls'] = {
  /** https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts/create */
  create_post: {
    async make(request, session) {
      const { post: json } = createSchema.parse(request);
      const path = `/v4/${session.account.remoteId}/localPosts`;
      return { result: await session.send({ method: 'POST', path, headers: bearer(session), json }, postSchema) };
    },
  },

  /** https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts/get */
  check_post: {
    async make(request, session) {
      const path = `/v4/${nameSchema.parse(request.name)}`;
      return { result: await session.send({ method: 'GET', path, headers: bearer(session) }, postSchema) };
    },
  },

  look_for_post: {
    async make(request, session) {
      return { result: await lookForPost(wantedSchema.parse(request), session) };
    },
  },
};

/** https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts/delete */
export async function deletePost(name: string, session: Line): Promise<void> {
  await session.send({ method: 'DELETE', path: `/v4/${name}`, headers: bearer(session) }, z.unknown());
}
