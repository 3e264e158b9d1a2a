import type { ShownPost } from '../network.ts';
import { escapeHtml, link } from '../pages/html.ts';
import type { Accounts } from './accounts.ts';
import { POST, type Post, postSchema } from './record-check.ts';
import { type Repos, type StoredRecord, uriOf } from './repos.ts';

/** The posts of all repositories as people see them, in the order in which they came. */
export function shownPosts(repos: Repos, accounts: Accounts): ShownPost[] {
  return repos.inCollection(POST).flatMap((record) => {
    // A record that was written with `validate: false` can be anything.
    const post = postSchema.safeParse(record.value);
    return post.success ? [shown(record, post.data, accounts)] : [];
  });
}

function shown(record: StoredRecord, post: Post, accounts: Accounts): ShownPost {
  const { did, rkey } = record;
  const account = accounts.find(did);
  const username = account?.handle ?? did;
  const external = post.embed?.external;
  return {
    id: uriOf(record),
    path: `/profile/${did}/post/${rkey}`,
    account: {
      username,
      displayName: account?.displayName ?? did,
      handle: `@${username}`,
      path: `/profile/${username}`,
    },
    text: post.text,
    html: richText(post),
    card:
      external === undefined ? null : { url: external.uri, title: external.title, description: external.description },
    notes: [],
    inReplyTo: post.reply?.parent.uri ?? null,
    at: new Date(record.at),
  };
}

function richText({ text, facets }: Post): string {
  const bytes = Buffer.from(text);
  const ordered = facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart);
  let html = '';
  let done = 0;
  for (const { index, features } of ordered) {
    if (index.byteStart < done || index.byteEnd > bytes.length) continue;
    const label = bytes.subarray(index.byteStart, index.byteEnd).toString();
    const uri = features.find((feature) => feature.uri !== undefined)?.uri;
    html += escapeHtml(bytes.subarray(done, index.byteStart).toString());
    html += uri === undefined ? `<span class="tag">${escapeHtml(label)}</span>` : link(uri, label);
    done = index.byteEnd;
  }
  return html + escapeHtml(bytes.subarray(done).toString());
}
