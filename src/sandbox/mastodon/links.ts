import { escapeHtml } from '../pages/html.ts';
import type { Accounts } from './accounts.ts';
import { type Entity, entitiesOf, urlHtml } from './text.ts';

/** What the API makes of the URLs, mentions and hashtags in a text. */
export function createLinks({ accounts, url }: { accounts: Accounts; url(): string }) {
  const mentioned = (entity: Entity) =>
    entity.kind === 'mention' && entity.domain === null ? accounts.byUsername(entity.username) : undefined;
  const tagUrl = (name: string): string => `${url()}/tags/${encodeURIComponent(name.toLowerCase())}`;
  const profileUrl = (username: string): string => `${url()}/@${username}`;

  return {
    html: (entity: Entity, written: string): string => {
      if (entity.kind === 'url') return urlHtml(entity.url);
      if (entity.kind === 'tag') {
        return `<a href="${escapeHtml(tagUrl(entity.name))}" class="mention hashtag" rel="tag">#<span>${escapeHtml(entity.name)}</span></a>`;
      }
      const target = mentioned(entity);
      if (target === undefined) return escapeHtml(written);
      const anchor = `<a href="${escapeHtml(profileUrl(target.username))}" class="u-url mention">@<span>${escapeHtml(target.username)}</span></a>`;
      return `<span class="h-card" translate="no">${anchor}</span>`;
    },
    mentions: (text: string) =>
      entitiesOf(text).flatMap((entity) => {
        const target = mentioned(entity);
        if (target === undefined) return [];
        const { id, username } = target;
        return [{ id, username, url: profileUrl(username), acct: username }];
      }),
    tags: (text: string) =>
      entitiesOf(text).flatMap((entity) =>
        entity.kind === 'tag' ? [{ name: entity.name.toLowerCase(), url: tagUrl(entity.name) }] : [],
      ),
  };
}
