import type { ShownPost } from '../network.ts';
import { escapeHtml, link } from '../pages/html.ts';
import type { Accounts } from './accounts.ts';
import type { Status, Statuses } from './statuses.ts';
import { contentHtml, type Entity } from './text.ts';

/** All statuses as people see them, in the order in which they came. */
export function shownPosts(statuses: Statuses, accounts: Accounts, host: string): ShownPost[] {
  return statuses.all().flatMap((status) => {
    const account = accounts.byId(status.accountId);
    if (account === undefined) return [];
    const { username, displayName } = account;
    return [
      {
        id: status.id,
        path: `/@${username}/${status.id}`,
        account: { username, displayName, handle: `@${username}@${host}`, path: `/@${username}` },
        text: status.text,
        html: contentHtml(status.text, entityHtml),
        card: null,
        notes: notesOf(status),
        inReplyTo: status.inReplyToId,
        at: new Date(status.at),
      },
    ];
  });
}

function notesOf({ spoilerText, visibility }: Status): string[] {
  return [...(spoilerText === '' ? [] : [`CW: ${spoilerText}`]), ...(visibility === 'public' ? [] : [visibility])];
}

function entityHtml(entity: Entity, written: string): string {
  if (entity.kind === 'url') return link(entity.url, entity.url.replace(/^https?:\/\/(www\.)?/i, ''));
  return `<span class="tag">${escapeHtml(written)}</span>`;
}
