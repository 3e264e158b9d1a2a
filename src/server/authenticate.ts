import { GraphQLError } from 'graphql';
import type { Actor } from '../domain/actor.ts';
import { findActor } from '../queries/find-actor.ts';
import type { ServerDeps } from './server-deps.ts';

/** Who an Authorization header names. Null without a header; a wrong key is refused, even where none is needed. */
export async function authenticate(deps: ServerDeps, authorization: string | null): Promise<Actor | null> {
  if (authorization === null) return null;
  const key = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  const actor = key === undefined ? null : await findActor(deps.database, deps.clock, key);
  if (actor === null)
    throw unauthenticated(
      'This API key is unknown, revoked or expired. Send a valid one as "Authorization: Bearer <key>".',
    );
  return actor;
}

/** The answer to a caller that did not show who it is. */
export function unauthenticated(message: string): GraphQLError {
  const http = { status: 401, headers: { 'www-authenticate': 'Bearer' } };
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http } });
}
