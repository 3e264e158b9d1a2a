import { z } from 'zod';
import { PlatformFailure } from '../platforms/failure.ts';
import type { ConnectedProfile } from '../platforms/platform.ts';
import { type GoingConnection, keepConnection, takeConnection } from './account-connections.ts';
import type { ActionDeps } from './context.ts';
import { type ConnectionOutcome, keepChosen, notConnected } from './keep-chosen.ts';

/** What a network sends a browser back with (RFC 6749, section 4.1.2). */
export type LoginAnswer = { state: string; code: string | null; error: string | null };

const timeoutMs = 15_000;
const contentSchema = z.object({ codeVerifier: z.string() });

/**
 * Goes on when a browser comes back from a network's login page: the code is given for credentials, and the one profile that they open is
 * connected. Of several, a person is to choose.
 * @throws ConnectionGone where the state is forged, used or over.
 */
export async function finishAccountConnection(
  deps: ActionDeps,
  { state, code, error }: LoginAnswer,
): Promise<ConnectionOutcome> {
  const { content, ...going } = await takeConnection(deps, 'LOGIN', state);
  const { label } = going.room.profile;
  if (error !== null) return notConnected(going, error, `${label} says that the login was not authorised.`);
  if (code === null) return notConnected(going, 'no_code', `${label} sent no code.`);
  const { codeVerifier } = contentSchema.parse(content);
  const opened = await redeem(deps, going, { code, codeVerifier });
  if (opened instanceof PlatformFailure)
    return notConnected(going, 'login_failed', opened.hint ? `${opened.message} ${opened.hint}` : opened.message);
  if (opened.length === 0) return notConnected(going, 'no_profile', `This login opens no profile on ${label}.`);
  if (opened.length === 1) return keepChosen(deps, going, opened);
  const kept = { ...going, stage: 'CHOICE', content: opened } as const;
  const token = await keepConnection({ ...deps, actor: going.actor }, kept);
  return { ...going, came: 'to_choose', token, profiles: opened };
}

async function redeem(
  { openLine, loginPages }: ActionDeps,
  { room }: GoingConnection,
  answer: { code: string; codeVerifier: string },
): Promise<ConnectedProfile<unknown>[] | PlatformFailure> {
  const { authorization } = room.connecting;
  if (authorization === null) return [];
  try {
    const line = openLine(room, { server: null, signal: AbortSignal.timeout(timeoutMs) });
    return await authorization.finish({ ...answer, redirectUri: loginPages.callbackUrl }, line);
  } catch (error) {
    if (error instanceof PlatformFailure) return error;
    throw error;
  }
}
