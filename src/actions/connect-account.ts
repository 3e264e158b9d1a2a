import { requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import type { ConnectedProfile, PublishingRoom } from '../platforms/platform.ts';
import { connectableRoom } from './connectable-room.ts';
import type { ActionContext } from './context.ts';
import { keepProfiles, type ProfileKeeper } from './keep-profiles.ts';

export type ConnectAccountInput = {
  network: string;
  /** As the room's `connecting.input` takes them. */
  credentials: unknown;
  /** Where they stand in the input: ["input", "bluesky"]. */
  path: readonly string[];
};

const timeoutMs = 15_000;

/**
 * Logs in at a network and keeps the profiles that the login gives. The same profile again keeps its id, and its PAUSED deliveries go on.
 * @throws Refusal with what is wrong about the credentials; nothing is written then.
 */
export async function connectAccount(
  context: ProfileKeeper & Pick<ActionContext, 'openLine'>,
  input: ConnectAccountInput,
): Promise<{ accountIds: string[] }> {
  requireScope(context.actor, 'ACCOUNTS_WRITE');
  const room = connectableRoom(input.network, input.path);
  const parsed = room.connecting.input.safeParse(input.credentials);
  if (!parsed.success)
    throw new Refusal(
      parsed.error.issues.map((issue) => invalid(issue.message, [...input.path, ...issue.path.map(String)])),
    );
  const profiles = await logIn(context, room, { ...input, credentials: parsed.data });
  return keepProfiles(context, { room, profiles, path: input.path });
}

async function logIn(
  { openLine }: Pick<ActionContext, 'openLine'>,
  room: PublishingRoom,
  { credentials, path }: ConnectAccountInput,
): Promise<ConnectedProfile<unknown>[]> {
  try {
    const server = room.connecting.server(credentials);
    return await room.connecting.open(credentials, openLine(room, { server, signal: AbortSignal.timeout(timeoutMs) }));
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    const refused = error.kind === 'auth_revoked' || error.kind === 'auth_expired' || error.kind === 'permission';
    const message = error.hint ? `${error.message} ${error.hint}` : error.message;
    throw new Refusal([
      { code: refused ? 'CREDENTIALS_REJECTED' : 'INVALID', message, path, network: room.profile.network },
    ]);
  }
}

function invalid(message: string, path: string[]): UserError {
  return { code: 'INVALID', message: `${message}.`.replace(/\.\.$/, '.'), path };
}
