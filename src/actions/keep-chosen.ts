import { Refusal } from '../domain/refusal.ts';
import type { ConnectedProfile } from '../platforms/platform.ts';
import type { GoingConnection } from './account-connections.ts';
import type { ActionDeps } from './context.ts';
import { keepProfiles } from './keep-profiles.ts';

/** What came of a connection, when a browser has come back for it. `error` is for the page that it returns to, `message` for a person. */
export type ConnectionOutcome = GoingConnection &
  (
    | { came: 'connected'; accountIds: readonly string[] }
    | { came: 'to_choose'; token: string; profiles: readonly ConnectedProfile<unknown>[]; problem?: string }
    | { came: 'to_nothing'; error: string; message: string }
  );

/** Connects the profiles that a person wants. */
export async function keepChosen(
  deps: ActionDeps,
  going: GoingConnection,
  profiles: readonly ConnectedProfile<unknown>[],
): Promise<ConnectionOutcome> {
  try {
    const context = { ...deps, actor: going.actor };
    const { accountIds } = await keepProfiles(context, { room: going.room, profiles, path: [] });
    return { ...going, came: 'connected', accountIds };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return notConnected(going, 'limit_reached', error.message);
  }
}

/** Nothing was connected, and why. */
export function notConnected(going: GoingConnection, error: string, message: string): ConnectionOutcome {
  return { ...going, came: 'to_nothing', error, message };
}
