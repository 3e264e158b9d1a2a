import twitterText from 'twitter-text';
import type { ShownPost } from '../network.ts';
import { escapeHtml, innerLink } from '../pages/html.ts';
import { boardsOf } from './accounts.ts';
import type { Parts } from './parts.ts';
import type { Pin } from './pins.ts';

/** All pins as people see them, in the order in which they came. */
export function shownPosts({ accounts, pins }: Parts): ShownPost[] {
  return pins.all().map((pin) => {
    const { username, displayName } = accounts.meet(pin.username);
    const text = pin.description ?? '';
    return {
      id: pin.id,
      paths: [`/pin/${pin.id}/`, `/pin/${pin.id}`],
      account: { username, displayName, handle: `@${username}`, paths: [`/${username}/`, `/${username}`] },
      text,
      html: htmlOf(text),
      tagPaths: twitterText.extractHashtags(text).map(tagPath),
      media: pin.files.map(({ key, mimeType }) => ({ key, kind: pin.kind, mimeType, altText: pin.altText })),
      card: cardOf(pin),
      notes: notesOf(pin),
      inReplyTo: null,
      at: new Date(pin.at),
    };
  });
}

const tagPath = (tag: string): string => `/search/${encodeURIComponent(tag.toLowerCase())}`;

/** Where the pin leads. */
function cardOf({ link, title }: Pin): ShownPost['card'] {
  return link === null ? null : { url: link, title: title ?? link, description: '' };
}

function notesOf({ username, boardId, sectionId, title, dominantColor, coverSecond }: Pin): string[] {
  const board = boardsOf({ username }).find(({ id }) => id === boardId);
  const section = board?.sections.find(({ id }) => id === sectionId);
  return [
    ...(title === null ? [] : [title]),
    ...(board === undefined ? [] : [`Board: ${board.name}`]),
    ...(section === undefined ? [] : [`Section: ${section.name}`]),
    ...(dominantColor === null ? [] : [`Colour ${dominantColor}`]),
    ...(coverSecond ? [`Cover at ${coverSecond} s`] : []),
  ];
}

function htmlOf(text: string): string {
  let html = '';
  let done = 0;
  for (const { hashtag, indices } of twitterText.extractHashtagsWithIndices(text)) {
    html += escapeHtml(text.slice(done, indices[0])) + innerLink(`/pinterest${tagPath(hashtag)}`, `#${hashtag}`);
    done = indices[1];
  }
  return html + escapeHtml(text.slice(done));
}
