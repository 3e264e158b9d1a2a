import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/prisma.ts';
import { type Actor, type ApiScope, apiScopes } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';
import { publishingRooms } from '../platforms/index.ts';
import type { PublishingRoom } from '../platforms/platform.ts';
import type { ActionContext, ActionDeps } from './context.ts';

/** Where a browser is: at the network's login page, or at ours to choose among the profiles that it gave. */
type Stage = 'LOGIN' | 'CHOICE';

/** A connection that goes on: whose it is, what for, and where the browser wants to go in the end. */
export type GoingConnection = { actor: Actor; room: PublishingRoom; returnTo: string | null };

type Kept = Pick<GoingConnection, 'room' | 'returnTo'> & { stage: Stage; content: unknown };
type Taken = GoingConnection & { content: unknown };
type Deps = Pick<ActionDeps, 'clock' | 'database' | 'sealer'>;

/** A browser came back with what was never given to one, or not any more. Nothing is done. */
export class ConnectionGone extends Error {
  override readonly name = 'ConnectionGone';
}

const lifeMs = 15 * 60_000;

/** Keeps a connection until a browser comes back for it, and gives the token to come back with: 256 random bits, kept as their hash. */
export async function keepConnection(
  { actor, clock, database, sealer }: Pick<ActionContext, 'actor' | keyof Deps>,
  { room, stage, content, returnTo }: Kept,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const id = newId('AccountConnection');
  await database.accountConnection.create({
    data: {
      id,
      workspaceId: actor.workspaceId,
      apiKeyId: actor.apiKeyId,
      channel: room.profile.network,
      stage,
      tokenHash: hashOf(token),
      sealed: sealer.seal(JSON.stringify(content), id),
      returnTo,
      expiresAt: new Date(clock.now().getTime() + lifeMs),
    },
  });
  return token;
}

type Row = { id: string; apiKeyId: string; channel: string; sealed: string; returnTo: string | null; expiresAt: Date };

/**
 * Takes the connection that a token stands for: of two at the same moment one gets it, and nobody afterwards.
 * @throws ConnectionGone where the token is unknown, used or over, or where the key that started it is no longer good.
 */
export async function takeConnection(deps: Deps, stage: Stage, token: string): Promise<Taken> {
  const [row] = await deps.database.$queryRaw<Row[]>`
    delete from account_connection where token_hash = ${hashOf(token)} and stage = ${stage}
    returning id, api_key_id as "apiKeyId", channel, sealed, return_to as "returnTo", expires_at as "expiresAt"`;
  if (!row || row.expiresAt <= deps.clock.now())
    throw new ConnectionGone('This link has been used already, or it is older than 15 minutes.');
  const actor = await findStarter(deps, row.apiKeyId);
  if (actor === null) throw new ConnectionGone('The API key that started this has been revoked or has expired.');
  const room = publishingRooms.get(row.channel);
  if (room === undefined) throw new ConnectionGone('Accounts on this channel can no longer be connected.');
  const content: unknown = JSON.parse(deps.sealer.open(row.sealed, row.id));
  return { actor, room, returnTo: row.returnTo, content };
}

/** Removes the connections that nobody came back for in time, and what they hold. */
export async function forgetConnections(database: Database): Promise<void> {
  await database.$executeRaw`delete from account_connection where expires_at <= app_now()`;
}

/** Who acts with the key now; null where it may no longer connect accounts. */
async function findStarter({ clock, database }: Deps, apiKeyId: string): Promise<Actor | null> {
  const key = await database.apiKey.findUnique({ where: { id: apiKeyId } });
  if (key === null || key.revokedAt !== null) return null;
  if (key.expiresAt !== null && key.expiresAt <= clock.now()) return null;
  const scopes = new Set<ApiScope>(apiScopes.filter((scope) => key.scopes.includes(scope)));
  return scopes.has('ACCOUNTS_WRITE') ? { workspaceId: key.workspaceId, apiKeyId, scopes } : null;
}

function hashOf(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}
