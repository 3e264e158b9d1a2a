import type { ShownPost } from '../network.ts';
import { escapeHtml, innerLink, link } from '../pages/html.ts';
import type { Accounts } from './accounts.ts';
import type { Media } from './media.ts';
import type { Status, Statuses } from './statuses.ts';
import { contentHtml, type Entity, entitiesOf } from './text.ts';

type Shown = { statuses: Statuses; accounts: Accounts; media: Media };

/** All statuses as people see them, in the order in which they came. */
export function shownPosts({ statuses, accounts, media }: Shown, host: string): ShownPost[] {
  return statuses.all().flatMap((status) => {
    const account = accounts.byId(status.accountId);
    if (account === undefined) return [];
    const { username, displayName } = account;
    return [
      {
        id: status.id,
        paths: [`/@${username}/${status.id}`, `/users/${username}/statuses/${status.id}`],
        account: {
          username,
          displayName,
          handle: `@${username}@${host}`,
          paths: [`/@${username}`, `/users/${username}`],
        },
        text: status.text,
        html: contentHtml(status.text, (entity, written) => entityHtml(entity, written, accounts)),
        tagPaths: entitiesOf(status.text).flatMap((entity) => (entity.kind === 'tag' ? [tagPath(entity.name)] : [])),
        media: media
          .shown(status.mediaIds)
          .map(({ key, kind, mimeType, description }) => ({ key, kind, mimeType, altText: description })),
        card: null,
        notes: notesOf(status),
        inReplyTo: status.inReplyToId,
        at: new Date(status.at),
      },
    ];
  });
}

const tagPath = (name: string): string => `/tags/${encodeURIComponent(name.toLowerCase())}`;

function notesOf({ spoilerText, visibility }: Status): string[] {
  return [...(spoilerText === '' ? [] : [`CW: ${spoilerText}`]), ...(visibility === 'public' ? [] : [visibility])];
}

function entityHtml(entity: Entity, written: string, accounts: Accounts): string {
  if (entity.kind === 'url') return link(entity.url, entity.url.replace(/^https?:\/\/(www\.)?/i, ''));
  if (entity.kind === 'tag') return innerLink(`/mastodon${tagPath(entity.name)}`, written);
  const here = entity.domain === null ? accounts.byUsername(entity.username) : undefined;
  return here === undefined ? escapeHtml(written) : innerLink(`/mastodon/@${here.username}`, written);
}
