import type { Account, Accounts } from './accounts.ts';
import { createLinks } from './links.ts';
import type { Media, Medium } from './media.ts';
import type { Scheduled, Status, Statuses } from './statuses.ts';
import { contentHtml } from './text.ts';

type Parts = { accounts: Accounts; statuses: Statuses; media: Media; url(): string };
export type Entities = ReturnType<typeof createEntities>;

const CREATED_AT = '2024-03-01T00:00:00.000Z';

/** Writes accounts and statuses as the API shows them (https://docs.joinmastodon.org/entities). */
export function createEntities(parts: Parts) {
  const { accounts, statuses, url } = parts;
  const links = createLinks(parts);
  const account = (row: Account) => accountEntity(row, parts);
  const medium = (row: Medium, isReady: boolean) => mediumEntity(row, isReady, url());

  const status = (row: Status, viewer: Account | null, withSource = false) => {
    const author = accounts.byId(row.accountId);
    if (author === undefined) throw new Error(`status ${row.id} has no account`);
    const parent = row.inReplyToId === null ? undefined : statuses.find(row.inReplyToId);
    return {
      id: row.id,
      created_at: row.at,
      in_reply_to_id: parent?.id ?? null,
      in_reply_to_account_id: parent?.accountId ?? null,
      sensitive: row.sensitive,
      spoiler_text: row.spoilerText,
      visibility: row.visibility,
      language: row.language,
      uri: `${url()}/users/${author.username}/statuses/${row.id}`,
      url: `${url()}/@${author.username}/${row.id}`,
      replies_count: statuses.countReplies(row.id),
      reblogs_count: 0,
      favourites_count: 0,
      edited_at: null,
      ...(viewer === null
        ? {}
        : { favourited: false, reblogged: false, muted: false, bookmarked: false, filtered: [] }),
      ...(viewer?.id === row.accountId ? { pinned: false } : {}),
      ...(withSource ? { text: row.text } : { content: contentHtml(row.text, links.html) }),
      reblog: null,
      quote: null,
      application: { name: 'Sandbox', website: null },
      account: account(author),
      media_attachments: parts.media.shown(row.mediaIds).map((shown) => medium(shown, true)),
      mentions: links.mentions(row.text),
      tags: links.tags(row.text),
      emojis: [],
      card: null,
      poll: null,
    };
  };

  const scheduled = ({ id, scheduledAt, params }: Scheduled) => {
    return { id, scheduled_at: scheduledAt, params, media_attachments: [] };
  };
  return { account, medium, status, scheduled };
}

function accountEntity(row: Account, { statuses, url }: Parts) {
  const own = statuses.ofAccount(row.id);
  const picture = `${url()}/missing.svg`;
  return {
    id: row.id,
    username: row.username,
    acct: row.username,
    display_name: row.displayName,
    locked: false,
    bot: false,
    discoverable: true,
    indexable: false,
    group: false,
    created_at: CREATED_AT,
    note: '',
    url: `${url()}/@${row.username}`,
    uri: `${url()}/users/${row.username}`,
    avatar: picture,
    avatar_static: picture,
    header: picture,
    header_static: picture,
    followers_count: 0,
    following_count: 0,
    statuses_count: own.length,
    last_status_at: own.at(-1)?.at.slice(0, 10) ?? null,
    hide_collections: null,
    noindex: false,
    emojis: [],
    roles: [],
    fields: [],
  };
}

const attachmentTypes = { image: 'image', gif: 'gifv', video: 'video' } as const;

function mediumEntity({ id, kind, key, description, width, height }: Medium, isReady: boolean, url: string) {
  const file = `${new URL(url).origin}/_files/${key}`;
  const original = width === null || height === null ? {} : { original: { width, height, size: `${width}x${height}` } };
  return {
    id,
    type: attachmentTypes[kind],
    url: isReady ? file : null,
    preview_url: file,
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: original,
    description,
    blurhash: null,
  };
}
