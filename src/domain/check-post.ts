import { checkCharacters } from './check-characters.ts';
import { checkForm, checkMediaIds, checkOverrides } from './check-form.ts';
import { checkLink, ignoredLinks } from './check-link.ts';
import { checkMedia } from './check-media.ts';
import { checkMediaUrls, type MediaUrlRules, uncheckedMedia } from './check-media-urls.ts';
import { checkOptions, unusedOptions } from './check-options.ts';
import { checkSchedule, type Timing, timingOf } from './check-schedule.ts';
import { checkTexts } from './check-texts.ts';
import { type AccountFacts, type ChannelFacts, onePerChannel, type PostDraft, type Target } from './post-draft.ts';
import type { UserError, Warning } from './refusal.ts';
import { selectAccounts } from './select-accounts.ts';
import { warnOfAltTexts } from './warn-of-alt-texts.ts';
import { warnOfConversions } from './warn-of-conversions.ts';

/** What the rules are applied with. */
export type PostFacts = MediaUrlRules & {
  accounts: readonly AccountFacts[];
  channelOf(network: string): ChannelFacts;
  networkNamed(name: string): string | null;
  now: Date;
  maxScheduleDays: number;
  maxContainers: number;
};

/** What the rules say of a draft. */
export type CheckedPost = { targets: Target[]; timing: Timing; userErrors: UserError[]; warnings: Warning[] };

/**
 * Applies every rule of the posting model, and lists everything that is wrong at once, in one order. Reads and writes nothing: createPost,
 * updatePost, publishPost and validatePost all answer from here.
 */
export function checkPost(draft: PostDraft, facts: PostFacts): CheckedPost {
  const selection = selectAccounts(draft.accounts, facts.accounts, {
    networkOf: facts.networkNamed,
    place: draft.places.accounts,
  });
  const targets = selection.accounts.map((account) => ({ account, channel: facts.channelOf(account.channel) }));
  const timing = timingOf(draft, facts.now);
  const overrides = checkOverrides(draft, targets, new Set(facts.accounts.map(({ id }) => id)));
  const userErrors = [
    ...selection.userErrors,
    ...(timing.start === 'draft' ? [] : unavailable(draft, targets)),
    ...draft.formErrors,
    ...checkCharacters(draft),
    ...checkForm(draft, targets, facts.maxContainers),
    ...checkMediaIds(draft),
    ...checkMediaUrls(draft, facts),
    ...overrides.userErrors,
    ...checkTexts(draft, targets),
    ...checkMedia(draft, targets),
    ...checkLink(draft),
    ...checkOptions(draft, targets),
    ...checkSchedule(draft, facts.now, facts.maxScheduleDays),
  ];
  const warnings = [
    ...selection.warnings,
    ...overrides.warnings,
    ...ignoredLinks(draft, targets),
    ...unusedOptions(draft, targets),
    ...warnOfAltTexts(draft, targets),
    ...uncheckedMedia(draft, facts),
    ...warnOfConversions(draft, targets),
    ...expiringBefore(draft, targets),
  ];
  return { targets, timing, userErrors, warnings };
}

/** What would go out now or at its time has to be built. */
function unavailable(draft: PostDraft, targets: readonly Target[]): UserError[] {
  const unbuilt = onePerChannel(targets).filter(({ channel }) => !channel.available);
  return unbuilt.map(({ channel }): UserError => {
    const { label, network } = channel.profile;
    const message = `Publishing to ${label} is not built yet. Leave it out, or keep the post as a draft.`;
    return { code: 'CHANNEL_UNAVAILABLE', message, path: [draft.places.accounts, 'accounts'], network };
  });
}

function expiringBefore({ scheduledAt, places }: PostDraft, targets: readonly Target[]): Warning[] {
  if (scheduledAt === null) return [];
  return targets.flatMap(({ account }): Warning[] => {
    if (account.credentialsExpireAt === null || account.credentialsExpireAt > scheduledAt) return [];
    const message = `@${account.username} will have to be connected again before that time: its credentials end at ${account.credentialsExpireAt.toISOString()}.`;
    const path = [places.scheduledAt, 'scheduledAt'];
    return [
      { code: 'CREDENTIALS_EXPIRE_BEFORE_SCHEDULE', message, path, network: account.channel, accountId: account.id },
    ];
  });
}
