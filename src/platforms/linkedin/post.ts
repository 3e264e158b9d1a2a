import type { MediumToPublish, SegmentToPublish } from '../platform.ts';
import { toLittleText } from './little-text.ts';
import { type Options, schema } from './options.ts';
import type { Card, Content, Post } from './wire.ts';

/** What a post shows, beside its text. URNs are those of the segment's files, in their order. */
export type Shown = { urns: readonly string[]; card: Card | null };

/** A post as it is sent. */
export function postOf(segment: SegmentToPublish, shown: Shown): Post {
  const options = schema.parse(segment.options);
  const content = contentOf(segment, options, shown);
  return {
    author: segment.account.remoteId,
    commentary: toLittleText(segment.text),
    visibility: options.visibility ?? 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    ...(content === null ? {} : { content }),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: options.disableReshare ?? false,
  };
}

function contentOf({ media, link }: SegmentToPublish, options: Options, { urns, card }: Shown): Content | null {
  const [first] = media;
  const [urn] = urns;
  if (first !== undefined && urn !== undefined) {
    if (media.length > 1) return { multiImage: { images: media.map((medium, index) => imageOf(medium, urns[index])) } };
    return { media: mediumOf(first, urn, options) };
  }
  if (hasPoll(options)) return { poll: pollOf(options) };
  return link === null || card === null ? null : { article: articleOf(link.url, card, urn) };
}

/** Whether a post asks something: then it shows neither media nor a card. */
export function hasPoll({ pollQuestion }: Options): boolean {
  return Boolean(pollQuestion);
}

function mediumOf(medium: MediumToPublish, id: string, { documentTitle }: Options) {
  if (medium.kind === 'DOCUMENT') return { id, title: documentTitle || medium.filename };
  return medium.kind === 'VIDEO' ? { id } : imageOf(medium, id);
}

function imageOf({ altText }: MediumToPublish, id = '') {
  return { id, ...(altText ? { altText } : {}) };
}

function articleOf(source: string, { title, description }: Card, thumbnail: string | undefined) {
  const words = { title, ...(description === '' ? {} : { description }) };
  return { source, ...(thumbnail === undefined ? {} : { thumbnail }), ...words };
}

function pollOf({ pollQuestion, pollOptions, pollDuration }: Options) {
  const options = (pollOptions ?? []).map((text) => ({ text }));
  return { question: pollQuestion ?? '', options, settings: { duration: pollDuration ?? 'THREE_DAYS' } };
}
