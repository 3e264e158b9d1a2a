import type { ShownPost } from '../network.ts';
import { escapeHtml, innerLink, link } from '../pages/html.ts';
import type { Accounts } from './accounts.ts';
import type { Blobs } from './blobs.ts';
import { POST } from './collections.ts';
import { shownCard, shownMedia } from './embeds.ts';
import { gateNote } from './gates.ts';
import { type Post, postSchema } from './record-check.ts';
import { type Repos, type StoredRecord, uriOf } from './repos.ts';

type Parts = { repos: Repos; accounts: Accounts; blobs: Blobs };

/** The posts of all repositories as people see them, in the order in which they came. */
export function shownPosts(parts: Parts): ShownPost[] {
  return parts.repos.inCollection(POST).flatMap((record) => {
    // A record that was written with `validate: false` can be anything.
    const post = postSchema.safeParse(record.value);
    return post.success ? [shown(record, post.data, parts)] : [];
  });
}

function shown(record: StoredRecord, post: Post, { repos, accounts, blobs }: Parts): ShownPost {
  const { did, rkey } = record;
  const account = accounts.find(did);
  const username = account?.handle ?? did;
  const gate = gateNote({ did, rkey }, repos);
  const features = post.facets.flatMap((facet) => facet.features);
  return {
    id: uriOf(record),
    paths: [`/profile/${did}/post/${rkey}`, `/profile/${username}/post/${rkey}`],
    account: {
      username,
      displayName: account?.displayName ?? did,
      handle: `@${username}`,
      paths: [`/profile/${username}`, `/profile/${did}`],
    },
    text: post.text,
    html: richText(post),
    tagPaths: features.flatMap(({ tag }) => (tag === undefined ? [] : [tagPath(tag)])),
    media: shownMedia(post.embed, did, blobs),
    card: shownCard(post.embed),
    notes: gate === null ? [] : [gate],
    inReplyTo: post.reply?.parent.uri ?? null,
    at: new Date(record.at),
  };
}

const tagPath = (tag: string): string => `/hashtag/${encodeURIComponent(tag.toLowerCase())}`;

function richText({ text, facets }: Post): string {
  const bytes = Buffer.from(text);
  const ordered = facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart);
  let html = '';
  let done = 0;
  for (const { index, features } of ordered) {
    if (index.byteStart < done || index.byteEnd > bytes.length) continue;
    html += escapeHtml(bytes.subarray(done, index.byteStart).toString());
    html += featureHtml(features[0], bytes.subarray(index.byteStart, index.byteEnd).toString());
    done = index.byteEnd;
  }
  return html + escapeHtml(bytes.subarray(done).toString());
}

function featureHtml(feature: Post['facets'][number]['features'][number] | undefined, label: string): string {
  if (feature?.uri !== undefined) return link(feature.uri, label);
  if (feature?.tag !== undefined) return innerLink(`/bluesky${tagPath(feature.tag)}`, label);
  return feature?.did === undefined ? escapeHtml(label) : innerLink(`/bluesky/profile/${feature.did}`, label);
}
