import { z } from 'zod';
import { keepConnection, takeConnection } from './account-connections.ts';
import type { ActionDeps } from './context.ts';
import { type ConnectionOutcome, keepChosen, notConnected } from './keep-chosen.ts';

/** What a person chose; null where they want none. */
export type ProfileChoice = { token: string; remoteIds: readonly string[] | null };

/** Profiles as they waited, encrypted, for the choice. */
const profilesSchema = z.array(
  z.object({
    remoteId: z.string(),
    username: z.string(),
    nickname: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    textLimit: z.number().nullable(),
    server: z.string().nullable(),
    credentials: z.unknown(),
    expireAt: z.coerce.date().nullable(),
  }),
);

/**
 * Connects those of a login's profiles that a person chose. Where they chose none by mistake they are asked again.
 * @throws ConnectionGone where the token is forged, used or over.
 */
export async function chooseProfiles(
  deps: ActionDeps,
  { token, remoteIds }: ProfileChoice,
): Promise<ConnectionOutcome> {
  const { content, ...going } = await takeConnection(deps, 'CHOICE', token);
  if (remoteIds === null) return notConnected(going, 'access_denied', 'Nothing was connected, as you wished.');
  const profiles = profilesSchema.parse(content);
  const chosen = profiles.filter(({ remoteId }) => remoteIds.includes(remoteId));
  if (chosen.length > 0) return keepChosen(deps, going, chosen);
  const kept = { ...going, stage: 'CHOICE', content } as const;
  const next = await keepConnection({ ...deps, actor: going.actor }, kept);
  return { ...going, came: 'to_choose', token: next, profiles, problem: 'Choose one at least.' };
}
