import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import type { CallToMake, JournalEntry, Next, Published, SegmentToPublish } from '../platform.ts';
import { embedOf } from './embed.ts';
import { facetsIn, handlesIn } from './facets.ts';
import { gateToPut, isGated } from './gate.ts';
import { schema } from './options.ts';
import { recordKey, recordKeyIn } from './record-key.ts';
import { POSTS, putSchema, type Reference, referenceSchema } from './wire.ts';

const didsSchema = z.object({ dids: z.record(z.string(), z.string()) });

/** What is to be done next for a segment: find what it replies to and who it mentions, upload what it shows, write the record, say who may reply, done. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const written = referenceSchema.safeParse(lastDone(journal, 'put_post'));
  if (written.success) return afterPost(segment, written.data, journal);

  const unreferenced = [segment.root, segment.parent].find((post) => post && referenceTo(post, journal) === null);
  if (unreferenced) return findPost(unreferenced);

  const handles = handlesIn(segment.text);
  const resolved = didsSchema.safeParse(lastDone(journal, 'resolve_mentions'));
  if (handles.length > 0 && !resolved.success) {
    return { do: 'call', call: { name: 'resolve_mentions', kind: 'check', request: { handles } } };
  }
  const embedding = embedOf(segment, journal, now);
  if ('next' in embedding) return embedding.next;
  const parts = { dids: resolved.data?.dids ?? {}, embed: embedding.embed };
  return { do: 'call', call: putPost(segment, { record: recordOf(segment, journal, parts), journal, now }) };
}

function afterPost(segment: SegmentToPublish, post: Reference, journal: readonly JournalEntry[]): Next {
  const isClosed = isGated(segment);
  const gate = isClosed ? gateToPut(segment, post, journal) : null;
  if (gate !== null) return { do: 'call', call: gate };
  const { uri, cid } = post;
  const url = `${segment.account.webUrl}/profile/${segment.account.remoteId}/post/${recordKeyIn(uri)}`;
  return { do: 'finish', published: { remoteId: uri, url, ref: { uri, cid, ...(isClosed ? { gated: true } : {}) } } };
}

/** What a reply names a post by. A post that a person marked as published has to be read first. */
function referenceTo(post: Published, journal: readonly JournalEntry[]): Reference | null {
  const known = referenceSchema.safeParse(post.ref);
  if (known.success) return known.data;
  const rkey = recordKeyIn(post.remoteId ?? '');
  const read = journal.findLast((entry) => entry.name === 'find_post' && entry.request.rkey === rkey);
  return referenceSchema.safeParse(read?.result).data ?? null;
}

function findPost({ remoteId }: Published): Next {
  if (remoteId !== null) {
    return { do: 'call', call: { name: 'find_post', kind: 'check', request: { rkey: recordKeyIn(remoteId) } } };
  }
  const message = 'The post that this replies to was marked as published without its id, so nothing can reply to it.';
  const hint = 'Mark it as published with the address of the post, or publish the rest as a new post.';
  return { do: 'fail', failure: { kind: 'not_found', message, hint } };
}

type Parts = { dids: Readonly<Record<string, string>>; embed: JsonObject | null };

function recordOf(segment: SegmentToPublish, journal: readonly JournalEntry[], { dids, embed }: Parts): JsonObject {
  const facets = facetsIn(segment.text, dids);
  const root = segment.root && referenceTo(segment.root, journal);
  const parent = segment.parent && referenceTo(segment.parent, journal);
  return {
    $type: POSTS,
    text: segment.text,
    ...(facets.length === 0 ? {} : { facets }),
    ...(embed === null ? {} : { embed }),
    ...chosen(segment.options),
    ...(root && parent ? { reply: { root, parent } } : {}),
  };
}

/** What the author chose, as records say it. https://docs.bsky.app/docs/advanced-guides/moderation#self-labels */
function chosen(options: JsonObject): JsonObject {
  const { langs, labels } = schema.parse(options);
  const values = (labels ?? []).map((val) => ({ val }));
  return {
    ...(langs && langs.length > 0 ? { langs } : {}),
    ...(values.length > 0 ? { labels: { $type: 'com.atproto.label.defs#selfLabels', values } } : {}),
  };
}

/** An attempt that the network refused is made again under its own key: should it have arrived after all, there is still one post. */
function putPost(
  segment: SegmentToPublish,
  { record, journal, now }: { record: JsonObject; journal: readonly JournalEntry[]; now: Date },
): CallToMake {
  const before = journal.findLast(({ name }) => name === 'put_post');
  const earlier = putSchema.safeParse(before?.request).data;
  const rkey = earlier?.rkey ?? recordKey({ id: segment.id, round: segment.round, at: now });
  const createdAt = earlier?.record.createdAt ?? now.toISOString();
  const request = { repo: segment.account.remoteId, collection: POSTS, rkey, record: { ...record, createdAt } };
  return { name: 'put_post', kind: 'commit', request };
}
