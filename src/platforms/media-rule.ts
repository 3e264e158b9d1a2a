import type { MediaRule } from '../domain/profile.ts';

type Named = Pick<MediaRule, 'type' | 'kind' | 'mimeTypes'> & Partial<MediaRule>;

/** A rule with the bounds that the network names. Where it names no count, one. */
export function mediaRule(named: Named): MediaRule {
  return {
    minCount: 1,
    maxCount: 1,
    maxBytes: null,
    minDurationMs: null,
    maxDurationMs: null,
    minAspect: null,
    maxAspect: null,
    minSide: null,
    maxWidth: null,
    maxSides: null,
    oneSize: false,
    ...named,
  };
}

// Where a network writes MB and does not say which, the smaller is meant: what passes here passes there.
export const MB = 1_000_000;
export const GB = 1_000 * MB;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
