import { containerPath, mediaListsIn, onePerChannel, type PostDraft, type Target } from './post-draft.ts';
import type { UserError, Warning } from './refusal.ts';

/** How many containers there are, whether each channel has a form for them, and whether it has the type at all. */
export function checkForm(draft: PostDraft, targets: readonly Target[], maxContainers: number): UserError[] {
  const count = draft.containers.length;
  const path = [draft.places.containers, 'containers'];
  const channels = onePerChannel(targets);
  const errors: UserError[] = [];
  if (count === 0) errors.push({ code: 'REQUIRED', message: 'A post has at least one container.', path });
  if (count > maxContainers)
    errors.push({
      ...tooMany(
        `A post has at most ${maxContainers} containers; this one has ${count}. Make it two posts.`,
        maxContainers,
        count,
      ),
      path,
    });
  errors.push(...channels.flatMap((target) => checkType(draft, target)));
  if (count > 1) errors.push(...channels.flatMap((target) => checkReplies(draft, target)));
  return errors;
}

function checkType({ type, places }: PostDraft, { channel }: Target): UserError[] {
  const { profile } = channel;
  if (profile.types.includes(type)) return [];
  const message = `${profile.label} has no ${type.toLowerCase()}; it takes ${profile.types.join(', ')}. Change the type, or leave ${profile.label} out.`;
  return [{ code: 'UNSUPPORTED_TYPE', message, path: [places.type, 'type'], network: profile.network }];
}

function checkReplies({ containers, type, places }: PostDraft, { channel }: Target): UserError[] {
  const { profile } = channel;
  const path = [places.containers, 'containers'];
  if (profile.replies === 'NONE' || type === 'STORY') {
    const what = type === 'STORY' ? 'A story' : profile.label;
    const message = `${what} has neither threads nor comments. Give ${profile.label} a post of one container.`;
    return [{ code: 'REPLIES_UNSUPPORTED', message, path, network: profile.network }];
  }
  const count = containers.length;
  if (count <= profile.maxContainers) return [];
  const message = `${profile.label} takes at most ${profile.maxContainers} containers; this post has ${count}.`;
  return [{ ...tooMany(message, profile.maxContainers, count), path, network: profile.network }];
}

function tooMany(message: string, limit: number, actual: number): Omit<UserError, 'path'> {
  return { code: 'TOO_MANY', message, limit, actual, unit: 'containers' };
}

/** Each override is for one channel or one account, and for each there is one. One that no selected account uses is doubtful. */
export function checkOverrides(
  draft: PostDraft,
  targets: readonly Target[],
  known: ReadonlySet<string>,
): { userErrors: UserError[]; warnings: Warning[] } {
  const userErrors: UserError[] = [];
  const warnings: Warning[] = [];
  for (const [index, { overrides }] of draft.containers.entries()) {
    const seen = new Set<string>();
    for (const [at, { channel, accountId }] of overrides.entries()) {
      const path = [...containerPath(draft, index), 'overrides', String(at)];
      if ((channel === null) === (accountId === null)) {
        userErrors.push({
          code: 'INVALID',
          message: 'Name either a channel or an account that this override is for.',
          path,
        });
        continue;
      }
      if (accountId !== null && !known.has(accountId)) {
        const message = `There is no account with the id "${accountId}" in this workspace.`;
        userErrors.push({ code: 'UNKNOWN_ACCOUNT', message, path: [...path, 'accountId'] });
        continue;
      }
      const whom = channel ?? accountId ?? '';
      if (seen.has(whom))
        userErrors.push({
          code: 'INVALID',
          message: `"${whom}" is overridden twice in this container. Keep one.`,
          path,
        });
      else if (!targets.some(({ account }) => account.id === accountId || account.channel === channel)) {
        const message = `No selected account uses this override for "${whom}".`;
        warnings.push({
          code: 'OVERRIDE_UNUSED',
          message,
          path,
          ...(channel === null ? {} : { network: channel }),
          ...(accountId === null ? {} : { accountId }),
        });
      }
      seen.add(whom);
    }
  }
  return { userErrors, warnings };
}

/** Media that the workspace does not have, and such as are not named at all. */
export function checkMediaIds(draft: PostDraft): UserError[] {
  return mediaListsIn(draft).flatMap(({ media, path }) =>
    media.flatMap(({ id, url, facts }, at): UserError[] => {
      if (facts !== null || url !== null) return [];
      const place = [...path, String(at)];
      if (id === null) {
        const message = 'Give either the id of a medium from the library, or the url of one. Not both.';
        return [{ code: 'INVALID', message, path: place }];
      }
      const message = `There is no media with the id "${id}" in this workspace. Upload it first.`;
      return [{ code: 'MEDIA_NOT_FOUND', message, path: [...place, 'id'] }];
    }),
  );
}
