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
        tooLong({ text, options: optionsFor(draft, target).options, limit, target, path }),
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
  if (position > 0 && profile.replyTextLimit !== null) return [{ ...first, max: profile.replyTextLimit }];
  return [{ ...first, max: account.textLimit ?? first.max }, ...others];
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
