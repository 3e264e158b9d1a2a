import type { Profile, TextLimit } from './profile.ts';
import type { UserError } from './refusal.ts';

/** One account that a post goes to, with what its channel and the account itself allow. */
export type Target = { accountId: string; username: string; profile: Profile; textLimit: number | null };

export type ContainerDraft = { content: string | null };

/** Containers, and where they stand: ["input"] for a caller's input, ["post"] for a stored post. */
export type Draft = { containers: readonly ContainerDraft[]; shorthand: boolean; at: 'input' | 'post' };

const unitNames = {
  WEIGHTED: 'weighted characters',
  GRAPHEMES: 'characters',
  CODE_POINTS: 'characters',
  UTF16_UNITS: 'characters',
  UTF8_BYTES: 'bytes',
  EMOJI_AS_BYTES: 'characters',
} as const;

/** Everything that is wrong with the containers for the accounts that they go to: each account's limits on its own variant. */
export function checkContainers(draft: Draft, targets: readonly Target[], maxContainers: number): UserError[] {
  const { containers } = draft;
  const errors: UserError[] = [];
  if (containers.length === 0)
    errors.push({ code: 'REQUIRED', message: 'A post has at least one container.', path: [draft.at, 'containers'] });
  if (containers.length > maxContainers)
    errors.push({
      code: 'TOO_MANY',
      message: `A post has at most ${maxContainers} containers; this one has ${containers.length}. Make it two posts.`,
      path: [draft.at, 'containers'],
      limit: maxContainers,
      actual: containers.length,
      unit: 'containers',
    });
  for (const [index, container] of containers.entries())
    errors.push(...checkText(container, pathOf(draft, index), targets));
  if (containers.length > 1) errors.push(...distinctChannels(targets).flatMap((target) => checkReplies(draft, target)));
  return errors;
}

function pathOf(draft: Draft, index: number): string[] {
  return draft.shorthand ? [draft.at, 'content'] : [draft.at, 'containers', String(index), 'content'];
}

function checkText(container: ContainerDraft, path: string[], targets: readonly Target[]): UserError[] {
  const text = container.content ?? '';
  if (text.trim() === '') return [{ code: 'REQUIRED', message: 'Write a text here.', path }];
  return targets.flatMap((target) => checkLength(text, path, target));
}

function checkLength(text: string, path: string[], target: Target): UserError[] {
  return limitsOf(target).flatMap(({ max, unit }) => {
    const actual = target.profile.textLength(text, unit);
    if (actual <= max) return [];
    const message = `${target.profile.label} takes at most ${max} ${unitNames[unit]} for @${target.username}; this has ${actual}. Shorten it by ${actual - max}.`;
    return [
      {
        code: 'TOO_LONG',
        message,
        path,
        network: target.profile.network,
        accountId: target.accountId,
        limit: max,
        actual,
        unit,
      },
    ];
  });
}

/** An account's own limit takes the place of the channel's first one. */
function limitsOf({ profile, textLimit }: Target): readonly TextLimit[] {
  const [first, ...others] = profile.textLimits;
  return [{ ...first, max: textLimit ?? first.max }, ...others];
}

function checkReplies(draft: Draft, { profile }: Target): UserError[] {
  const count = draft.containers.length;
  const path = [draft.at, 'containers'];
  if (profile.replies === 'NONE') {
    const message = `${profile.label} has neither threads nor comments. Send it one container.`;
    return [{ code: 'REPLIES_UNSUPPORTED', message, path, network: profile.network }];
  }
  if (count <= profile.maxContainers) return [];
  const message = `${profile.label} takes at most ${profile.maxContainers} containers; this post has ${count}.`;
  return [
    {
      code: 'TOO_MANY',
      message,
      path,
      network: profile.network,
      limit: profile.maxContainers,
      actual: count,
      unit: 'containers',
    },
  ];
}

function distinctChannels(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [target.profile.network, target])).values()];
}
