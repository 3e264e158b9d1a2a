import type { z } from 'zod';
import { lastDone } from '../last-done.ts';
import type { JournalEntry, MediumToPublish, Next, Published, SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import { hasPoll, postOf } from './post.ts';
import { processingStep } from './processing.ts';
import type { File } from './upload-wire.ts';
import { type Moment, uploadOf, uploadStep } from './uploads.ts';
import { permalink, postUrnIn } from './urns.ts';
import { type Card, type Comment, cardSchema, createdSchema } from './wire.ts';

/** What is to be done next for a segment: its files up and processed, then the post, or the comment on the root. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const moment = { journal, now };
  return segment.root === null ? nextForPost(segment, moment) : nextForComment(segment, segment.root, moment);
}

function nextForPost(segment: SegmentToPublish, moment: Moment): Next {
  const created = createdSchema.safeParse(lastDone(moment.journal, 'create_post'));
  if (created.success) return finish(created.data, permalink(segment.account.webUrl, created.data.urn));
  const asks = hasPoll(schema.parse(segment.options));
  if (asks && segment.media.length > 0) return pollWithMedia;
  const card = cardSchema.safeParse(lastDone(moment.journal, 'read_card')).data ?? null;
  if (segment.link !== null && !asks && card === null) {
    return { do: 'call', call: { name: 'read_card', kind: 'prepare', request: { ...segment.link } } };
  }
  const files = [...segment.media.map(fileOf), ...thumbnailOf(card)];
  const { step, urns } = bringUp(files, segment.account.remoteId, moment);
  if (step !== null) return step;
  const post = postOf(segment, { urns, card });
  return commit('create_post', { plannedAt: firstPlannedAt('create_post', moment), post });
}

function nextForComment(segment: SegmentToPublish, root: Published, moment: Moment): Next {
  const postUrn = postUrnIn(root.remoteId ?? '');
  if (postUrn === null) return unanswerable;
  const created = createdSchema.safeParse(lastDone(moment.journal, 'create_comment'));
  const { account, media, text } = segment;
  if (created.success) return finish(created.data, permalink(account.webUrl, postUrn, created.data.urn));
  if (media.length > 1 || media.some(({ kind }) => kind !== 'IMAGE' && kind !== 'GIF')) return tooMuchForComment;
  const { step, urns } = bringUp(media.map(fileOf), account.remoteId, moment);
  if (step !== null) return step;
  const comment: Comment = {
    actor: account.remoteId,
    object: postUrn,
    message: { text },
    ...(urns.length === 0 ? {} : { content: urns.map((image) => ({ entity: { image } })) }),
  };
  return commit('create_comment', { plannedAt: firstPlannedAt('create_comment', moment), comment });
}

/** What is left to do for files until they can be shown; where nothing is, their URNs. All are up before any is waited for. */
function bringUp(files: readonly File[], owner: string, moment: Moment): { step: Next | null; urns: string[] } {
  const uploading = files.map((file) => uploadStep(file, owner, moment)).find((step) => step !== null);
  if (uploading !== undefined) return { step: uploading, urns: [] };
  const urns = files.map((file) => uploadOf(file, moment)?.urn ?? '');
  const steps = files.map((file, index) => processingStep(file, urns[index] ?? '', moment));
  const order: readonly Next['do'][] = ['fail', 'call', 'wait'];
  const step = order.map((what) => steps.find((step) => step?.do === what)).find((step) => step !== undefined);
  return { step: step ?? null, urns };
}

const kinds = { IMAGE: 'images', GIF: 'images', VIDEO: 'videos', DOCUMENT: 'documents' } as const;

/** A post may show the same medium twice: it is told apart by its place. */
function fileOf({ kind, key, bytes }: MediumToPublish, index: number): File {
  return { id: String(index), kind: kinds[kind], key, bytes };
}

function thumbnailOf(card: Card | null): File[] {
  return card?.thumbnail ? [{ id: 'thumbnail', kind: 'images', ...card.thumbnail }] : [];
}

/** When the segment's first commit was planned: a look for any of them starts there. */
function firstPlannedAt(name: string, { journal, now }: Moment): string {
  const first = journal.find((entry) => entry.name === name);
  return typeof first?.request.plannedAt === 'string' ? first.request.plannedAt : now.toISOString();
}

function commit(name: string, request: Extract<Next, { do: 'call' }>['call']['request']): Next {
  return { do: 'call', call: { name, kind: 'commit', request } };
}

function finish({ urn }: z.infer<typeof createdSchema>, url: string): Next {
  return { do: 'finish', published: { remoteId: urn, url, ref: null } };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The post that this comments on was marked as published without its id, so nothing can comment on it.',
    hint: 'Mark it as published with the address of the post, or publish the rest as a new post.',
  },
};

const pollWithMedia: Next = {
  do: 'fail',
  failure: { kind: 'unsupported', message: 'A LinkedIn post shows a poll or media, and not both.' },
};

const tooMuchForComment: Next = {
  do: 'fail',
  failure: { kind: 'unsupported', message: 'A comment on LinkedIn shows one image at most, and no video or document.' },
};
