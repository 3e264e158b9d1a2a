import type { JsonObject } from './json.ts';
import { containerPath, mediaKindsFor, optionsFor, type PostDraft, type Target } from './post-draft.ts';
import type { TextLimit } from './profile.ts';
import type { UserError } from './refusal.ts';
import { resolveVariant } from './variant.ts';

const unitNames: Record<TextLimit['unit'], string> = {
  WEIGHTED: 'weighted characters',
  GRAPHEMES: 'characters',
  CODE_POINTS: 'characters',
  UTF16_UNITS: 'characters',
  UTF8_BYTES: 'bytes',
  EMOJI_AS_BYTES: 'characters',
};

/** Every container has, for each account, text or media; and every text keeps the limits of the account that gets it, as its network counts. */
export function checkTexts(draft: PostDraft, targets: readonly Target[]): UserError[] {
  return draft.containers.flatMap((container, index) => {
    const own = [...containerPath(draft, index), 'content'];
    if (targets.length === 0 && !container.content?.trim() && container.media.length === 0) return [empty(own)];
    const errors = targets.flatMap((target) => {
      const { account } = target;
      const variant = resolveVariant(container, { accountId: account.id, channel: account.channel });
      const path = variant.contentFrom === null ? own : overridePath(draft, index, variant.contentFrom);
      const text = variant.content ?? '';
      if (text.trim() === '' && variant.media.length === 0) return [empty(path)];
      return limitsOf(target, draft, index).flatMap((limit) =>
        beyond({ text, options: optionsFor(draft, target).options, limit, target, path }),
      );
    });
    return distinct(errors);
  });
}

function overridePath(draft: PostDraft, index: number, override: number): string[] {
  return [...containerPath(draft, index), 'overrides', String(override), 'content'];
}

/** The limits that a text has to keep: a comment's own, else the channel's for this type and media, the first replaced by the account's. */
export function limitsOf(target: Target, draft: PostDraft, position: number): TextLimit[] {
  const { account, channel } = target;
  const { profile } = channel;
  const kinds = mediaKindsFor(draft, target);
  const [first, ...others] = profile.textLimits.filter(
    ({ types, mediaKinds }) =>
      (types === undefined || types.includes(draft.type)) &&
      (mediaKinds === undefined || kinds.length === 0 || kinds.some((kind) => mediaKinds.includes(kind))),
  );
  if (!first) return [];
  if (position > 0 && profile.replyTextLimit !== null)
    return [{ max: profile.replyTextLimit, unit: profile.replyTextUnit ?? first.unit }];
  return [{ ...first, max: account.textLimit ?? first.max }, ...others];
}

/** What a text has that a limit does not allow. */
function beyond(measuring: Measuring): UserError[] {
  return [...tooLong(measuring), ...forbidden(measuring), ...tooMany(measuring)];
}

type Measuring = { text: string; options: JsonObject; limit: TextLimit; target: Target; path: string[] };

function tooLong({ text, options, limit, target, path }: Measuring): UserError[] {
  const { profile } = target.channel;
  const { max, unit } = limit;
  const actual = lengthFor(target, { text, options, unit });
  if (actual <= max) return [];
  const message = `${profile.label} takes at most ${max} ${unitNames[unit]} for @${target.account.username}; this has ${actual}. Shorten it by ${actual - max}.`;
  return [
    {
      code: 'TOO_LONG',
      message,
      path,
      network: profile.network,
      accountId: target.account.id,
      limit: max,
      actual,
      unit,
    },
  ];
}

function forbidden({ text, limit, target, path }: Measuring): UserError[] {
  const { label, network } = target.channel.profile;
  const refused = [...(limit.forbidden ?? '')];
  if (!refused.some((character) => text.includes(character))) return [];
  const message = `${label} takes no ${refused.join(' and no ')} in a text. Write this without, for example in an override.`;
  return [{ code: 'INVALID', message, path, network, accountId: target.account.id }];
}

const hashtag = /#[\p{L}\p{N}_]+/gu;
/** Not the middle of an email address. */
const mention = /(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_.]+/gu;

function tooMany({ text, limit: { maxHashtags, maxMentions }, target, path }: Measuring): UserError[] {
  const { label, network } = target.channel.profile;
  const counted = [
    { unit: 'hashtags', limit: maxHashtags, actual: text.match(hashtag)?.length ?? 0 },
    { unit: 'mentions', limit: maxMentions, actual: text.match(mention)?.length ?? 0 },
  ];
  return counted.flatMap(({ unit, limit, actual }): UserError[] => {
    if (limit === undefined || actual <= limit) return [];
    const message = `${label} takes at most ${limit} ${unit} in a text; this has ${actual}. Remove ${actual - limit}.`;
    return [{ code: 'TOO_MANY', message, path, network, accountId: target.account.id, limit, actual, unit }];
  });
}

/** A text's length for a target, with the options that its network counts as part of it. */
export function lengthFor(
  { channel }: Target,
  measured: { text: string; options: JsonObject; unit: TextLimit['unit'] },
): number {
  const { profile } = channel;
  const counted = (profile.countedOptions ?? []).map((option) => measured.options[option]);
  const texts = [measured.text, ...counted.filter((value) => typeof value === 'string')];
  return texts.reduce((sum, text) => sum + profile.textLength(text, measured.unit), 0);
}

function empty(path: string[]): UserError {
  return { code: 'REQUIRED', message: 'Write a text here, or add media.', path };
}

/** What several accounts lack in the same place is said once. */
function distinct(errors: readonly UserError[]): UserError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}
