import type { PostType } from './statuses.ts';

export type TextUnit = 'WEIGHTED' | 'GRAPHEMES' | 'CODE_POINTS' | 'UTF16_UNITS' | 'UTF8_BYTES' | 'EMOJI_AS_BYTES';
export type ReplyKind = 'NONE' | 'THREAD' | 'COMMENT';
export type MediaKind = 'IMAGE' | 'GIF' | 'VIDEO' | 'DOCUMENT';

/** What one type of post on a channel may carry of one kind of media. */
export type MediaRule = {
  type: PostType;
  kind: MediaKind;
  mimeTypes: readonly string[];
  minCount: number;
  maxCount: number;
  maxBytes: number | null;
  minDurationMs: number | null;
  maxDurationMs: number | null;
  minAspect: number | null;
  maxAspect: number | null;
  /** The fewest pixels of each side. */
  minSide: number | null;
  /** The most pixels of the width, however high it is. */
  maxWidth: number | null;
  maxSides: Sides | null;
  /** Whether several in one container all have the same width and height. */
  oneSize: boolean;
};

/** The most pixels that a picture may have, lying or upright. An image with more is made smaller. */
export type Sides = { short: number; long: number };

/**
 * A text limit, in the unit in which the network counts; where it names types, for those alone. Where it names kinds of media, for texts
 * beside such, and beside media that are not known yet.
 */
export type TextLimit = {
  max: number;
  unit: TextUnit;
  types?: readonly PostType[];
  mediaKinds?: readonly MediaKind[];
  /** The characters that the network refuses in such a text: "<>". */
  forbidden?: string;
  /** How many hashtags, and mentions of accounts, such a text may have. */
  maxHashtags?: number;
  maxMentions?: number;
};

/** Limits and abilities of a channel, as data: validation and `channels` both read them here. */
export type Profile = {
  /** The channel's name as `accounts:` takes it, as SQL keeps it and as routes name it: "bluesky". */
  network: string;
  aliases: readonly string[];
  label: string;
  types: readonly PostType[];
  /** All limits that the root container's text has to keep; the first is the one that is shown. Empty where there is none. */
  textLimits: readonly TextLimit[];
  /** The text's length in a unit, as this network counts (URLs shortened, handles cut, …). */
  textLength(text: string, unit: TextUnit): number;
  /** Options whose text counts into the length, such as a content warning. */
  countedOptions?: readonly string[];
  textOnly: boolean;
  media: readonly MediaRule[];
  mixesImagesAndVideo: boolean;
  replies: ReplyKind;
  /** A reply's own limit, and the only one; null where a reply is like a root. */
  replyTextLimit: number | null;
  /** What that counts, where it is not the unit of the first text limit. */
  replyTextUnit?: TextUnit;
  maxContainers: number;
  linkPreview: boolean;
  altText: boolean;
  /** How many characters an alternative text may have, or null where the network names no limit. */
  maxAltText: number | null;
  removesPosts: boolean;
};
