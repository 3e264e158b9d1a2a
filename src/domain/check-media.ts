import { fitOf } from './fit-medium.ts';
import {
  type MediumFacts,
  type MediumUse,
  mediaFor,
  onePerChannel,
  type PostDraft,
  type Target,
} from './post-draft.ts';
import type { MediaRule } from './profile.ts';
import type { UserError } from './refusal.ts';

type Here = { target: Target; path: string[]; type: PostDraft['type'] };

/** What each channel takes of media: how many, of which kind and form, and whether it can do without. */
export function checkMedia(draft: PostDraft, targets: readonly Target[]): UserError[] {
  const errors = draft.containers.flatMap((_container, index) =>
    targets.flatMap((target) => {
      const { media, path } = mediaFor(draft, index, target);
      const here = { target, path, type: draft.type };
      return index > 0 && target.channel.profile.replies === 'COMMENT'
        ? checkComment(media, here)
        : checkList(media, here, index);
    }),
  );
  return onceForChannel(errors, targets);
}

/** The same about several accounts of a channel is one problem of the channel's. */
function onceForChannel(errors: readonly UserError[], targets: readonly Target[]): UserError[] {
  const shared = onePerChannel(targets).length < targets.length;
  const keyed = errors.map(
    (error) => [JSON.stringify({ ...error, accountId: shared ? null : error.accountId }), error] as const,
  );
  return [...new Map(keyed.toReversed()).values()].toReversed();
}

function checkComment(media: readonly MediumUse[], here: Here): UserError[] {
  if (media.length === 0) return [];
  return [
    problem(
      here,
      'MEDIA_UNSUPPORTED',
      'publishes this as a comment, and comments carry text alone. Put the media into the first container.',
    ),
  ];
}

function checkList(media: readonly MediumUse[], here: Here, index: number): UserError[] {
  const { profile } = here.target.channel;
  if (!profile.types.includes(here.type)) return [];
  const needed = index === 0 && (!profile.textOnly || here.type !== 'POST');
  if (media.length === 0)
    return needed
      ? [
          problem(
            here,
            'MEDIA_REQUIRED',
            `needs media for a ${here.type.toLowerCase()}. Add some, or leave the network out.`,
          ),
        ]
      : [];
  const rules = profile.media.filter(({ type }) => type === here.type);
  return [
    ...checkCounts(media, rules, here),
    ...checkMixing(media, here),
    ...checkSizes(media, rules, here),
    ...media.flatMap((medium, at) => checkMedium(medium, rules, { ...here, path: [...here.path, String(at)] })),
  ];
}

/** What comes by URL has no kind before it is fetched: it counts where its kind does not matter. */
function checkCounts(media: readonly MediumUse[], rules: readonly MediaRule[], here: Here): UserError[] {
  const { profile } = here.target.channel;
  const known = media.flatMap(({ facts }) => (facts ? [facts.kind] : []));
  const unknown = media.filter(({ url }) => url !== null).length;
  const most = Math.max(0, ...rules.map(({ maxCount }) => maxCount));
  const all = known.length + unknown;
  if ((profile.mixesImagesAndVideo || unknown > 0) && most > 0 && all > most)
    return [count(here, 'TOO_MANY', { limit: most, actual: all })];
  return rules.flatMap((rule) => {
    const actual = known.filter((kind) => kind === rule.kind).length;
    if (actual > rule.maxCount) return [count(here, 'TOO_MANY', { limit: rule.maxCount, actual })];
    const few = actual > 0 && actual + unknown < rule.minCount;
    return few ? [count(here, 'TOO_FEW', { limit: rule.minCount, actual })] : [];
  });
}

function count(
  here: Here,
  code: 'TOO_MANY' | 'TOO_FEW',
  { limit, actual }: { limit: number; actual: number },
): UserError {
  const bound = code === 'TOO_MANY' ? 'at most' : 'at least';
  return {
    ...problem(here, code, `takes ${bound} ${limit} of these media in one container; here are ${actual}.`),
    limit,
    actual,
    unit: 'media',
  };
}

function checkMixing(media: readonly MediumUse[], here: Here): UserError[] {
  const { profile } = here.target.channel;
  const kinds = new Set(media.flatMap(({ facts }) => (facts ? [facts.kind] : [])));
  if (profile.mixesImagesAndVideo || kinds.size < 2) return [];
  return [
    problem(
      here,
      'MEDIA_UNSUPPORTED',
      `does not mix kinds of media in one container. Give it ${[...kinds].join(' or ').toLowerCase()}, for example by an override.`,
    ),
  ];
}

function checkSizes(media: readonly MediumUse[], rules: readonly MediaRule[], here: Here): UserError[] {
  const bound = rules.filter(({ oneSize }) => oneSize).map(({ kind }) => kind);
  const sizes = media.flatMap(({ facts }) =>
    facts?.width && bound.includes(facts.kind) ? [`${facts.width} × ${facts.height}`] : [],
  );
  const different = [...new Set(sizes)];
  if (different.length < 2) return [];
  return [
    problem(here, 'MEDIA_UNSUPPORTED', `takes several of these in one size alone; here are ${different.join(', ')}.`),
  ];
}

function checkMedium({ facts }: MediumUse, rules: readonly MediaRule[], here: Here): UserError[] {
  if (facts === null) return [];
  const rule = rules.find(({ kind }) => kind === facts.kind);
  if (!rule)
    return [
      problem(here, 'MEDIA_UNSUPPORTED', `takes no ${facts.kind.toLowerCase()} in a ${here.type.toLowerCase()}.`),
    ];
  const errors: UserError[] = [];
  const fit = fitOf(facts, rule);
  if (fit === null && !rule.mimeTypes.includes(facts.mimeType))
    errors.push(problem(here, 'MEDIA_UNSUPPORTED', `takes ${rule.mimeTypes.join(', ')}, not ${facts.mimeType}.`));
  for (const { code, of, actual, min, max } of boundsOf(facts, rule, fit === null)) {
    if (actual === null) continue;
    if (max !== null && actual > max)
      errors.push({
        ...problem(here, code, `takes at most ${max} ${of}; this has ${actual}.`),
        limit: max,
        actual,
        unit: of,
      });
    if (min !== null && actual < min)
      errors.push({
        ...problem(here, code, `takes at least ${min} ${of}; this has ${actual}.`),
        limit: min,
        actual,
        unit: of,
      });
  }
  return errors;
}

type Bound = { code: UserError['code']; of: string; actual: number | null; min: number | null; max: number | null };

/** What a rule bounds of a medium. One that is made to fit has too many bytes and pixels no longer. */
function boundsOf(facts: MediumFacts, rule: MediaRule, staysAsItIs: boolean): Bound[] {
  const { width, height } = facts;
  const isKnown = width !== null && height !== null;
  const short = isKnown ? Math.min(width, height) : null;
  const long = isKnown ? Math.max(width, height) : null;
  const { maxBytes, maxSides } = staysAsItIs ? rule : { maxBytes: null, maxSides: null };
  const other = { code: 'MEDIA_UNSUPPORTED', min: null, max: null } as const;
  return [
    { ...other, code: 'TOO_LARGE', of: 'bytes', actual: facts.bytes, max: maxBytes },
    { ...other, of: 'milliseconds', actual: facts.durationMs, min: rule.minDurationMs, max: rule.maxDurationMs },
    { ...other, of: 'width / height', actual: aspectOf(facts), min: rule.minAspect, max: rule.maxAspect },
    { ...other, of: 'pixels of width', actual: width, max: rule.maxWidth },
    { ...other, of: 'pixels of the shorter side', actual: short, min: rule.minSide, max: maxSides?.short ?? null },
    { ...other, of: 'pixels of the longer side', actual: long, max: maxSides?.long ?? null },
  ];
}

function aspectOf({ width, height }: { width: number | null; height: number | null }): number | null {
  return width === null || height === null || height === 0 ? null : Math.round((width / height) * 1000) / 1000;
}

function problem({ target, path }: Here, code: UserError['code'], predicate: string): UserError {
  const { profile } = target.channel;
  return {
    code,
    message: `${profile.label} ${predicate}`,
    path,
    network: profile.network,
    accountId: target.account.id,
  };
}
