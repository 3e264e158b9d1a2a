import { shortcodeOf } from '../graph/ids.ts';
import { linkedText, linksIn, tagPath, tagsIn } from '../graph/linked-text.ts';
import type { Post } from '../graph/posts.ts';
import type { ShownPost } from '../network.ts';
import type { Parts } from './parts.ts';

/** All posts as people see them, in the order in which they came. */
export function shownPosts({ posts, accounts }: Parts): ShownPost[] {
  return posts.all().flatMap((post) => {
    const account = accounts.byId(post.accountId);
    if (account === undefined) return [];
    const { username, displayName } = account;
    const { id, text, media, inReplyTo, at } = post;
    const code = shortcodeOf(id);
    return [
      {
        id,
        paths: [`/@${username}/post/${code}`, `/t/${code}`] as ShownPost['paths'],
        account: { username, displayName, handle: `@${username}`, paths: [`/@${username}`] as ShownPost['paths'] },
        text,
        html: linkedText(text, { channel: 'threads', accounts }),
        tagPaths: tagsIn(text).map(tagPath),
        media,
        card: cardOf(post),
        notes: notesOf(post),
        inReplyTo,
        at: new Date(at),
      },
    ];
  });
}

/** A text post shows the link that was attached, else its first. */
function cardOf({ said, text, media }: Post): ShownPost['card'] {
  const url = said.link_attachment ?? linksIn(text)[0];
  if (url === undefined || media.length > 0) return null;
  return { url, title: URL.parse(url)?.host ?? url, description: '' };
}

function notesOf({ said }: Post): string[] {
  const notes: [string | undefined, (value: string) => string][] = [
    [said.topic_tag, (topic) => `Topic: ${topic}`],
    [said.reply_control, (control) => `Replies: ${control}`],
    [said.poll_attachment, (answers) => `Poll: ${answers}`],
    [said.quote_post_id, (id) => `Quotes ${id}`],
    [said.location_id, (id) => `At ${id}`],
    [said.allowlisted_country_codes, (countries) => `Only in ${countries}`],
    [said.is_spoiler_media, () => 'Spoiler'],
  ];
  return notes.flatMap(([value, note]) => (value === undefined ? [] : [note(value)]));
}
