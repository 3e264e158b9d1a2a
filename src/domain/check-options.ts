import {
  mediaFor,
  mediaKindsFor,
  onePerChannel,
  optionField,
  optionsFor,
  type PostDraft,
  type Target,
} from './post-draft.ts';
import type { UserError, Warning } from './refusal.ts';

/** Each account's options: in the form of its channel, with what that channel cannot do without, and nothing that it refuses. */
export function checkOptions(draft: PostDraft, targets: readonly Target[]): UserError[] {
  const errors = targets.flatMap((target) => {
    const rules = target.channel.options;
    if (rules === null) return [];
    const { account, channel } = target;
    const { options, path } = optionsFor(draft, target);
    const facts = {
      type: draft.type,
      mediaKinds: mediaKindsFor(draft, target),
      mediaCount: mediaFor(draft, 0, target).media.length,
      containerCount: draft.containers.length,
      options,
    };
    const wrong = (code: UserError['code'], message: string, at: readonly string[]): UserError => {
      return { code, message, path: [...path, ...at], network: channel.profile.network, accountId: account.id };
    };
    const missing = rules.required.filter((rule) => rule.when(facts) && isMissing(options[rule.option]));
    const refused = rules.refused.filter((rule) => rule.when(facts));
    return [
      ...rules.problemsIn(options).map((found) => wrong('OPTION_INVALID', found.message, found.path)),
      ...missing.map(({ option, message }) => wrong('OPTION_REQUIRED', message, [option])),
      ...refused.map(({ option, message }) => wrong('OPTION_INVALID', message, [option])),
    ];
  });
  return [...new Map(errors.map((error) => [JSON.stringify([error.code, error.message, error.path]), error])).values()];
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Options that no selected account uses. */
export function unusedOptions(draft: PostDraft, targets: readonly Target[]): Warning[] {
  const channels = new Set(onePerChannel(targets).map(({ account }) => account.channel));
  const ofChannels = Object.keys(draft.options).flatMap((network): Warning[] => {
    if (channels.has(network)) return [];
    return [
      {
        code: 'OPTION_UNUSED',
        message: `No selected account uses these options for ${network}.`,
        path: [draft.places.options, 'options', optionField(network)],
        network,
      },
    ];
  });
  const ofAccounts = draft.accountOptions.flatMap(({ accountId }, index): Warning[] => {
    if (targets.some(({ account }) => account.id === accountId)) return [];
    const message = `The account "${accountId}" is not among those that the post goes to.`;
    return [
      {
        code: 'OPTION_UNUSED',
        message,
        path: [draft.places.accountOptions, 'accountOptions', String(index)],
        accountId,
      },
    ];
  });
  return [...ofChannels, ...ofAccounts];
}
