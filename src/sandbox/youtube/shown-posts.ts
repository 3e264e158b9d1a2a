import { textHtml } from '../google/text-html.ts';
import type { ShownMedium, ShownPost } from '../network.ts';
import { type Account, playlistsOf } from './accounts.ts';
import type { Comment } from './comments.ts';
import type { Parts } from './parts.ts';
import type { Video } from './videos.ts';

/** All videos and the comments on them as people see them, in the order in which they came. */
export function shownPosts({ accounts, videos, comments }: Parts): ShownPost[] {
  const all = [
    ...videos.all().map((video) => ({ of: video.accountId, post: shownVideo(video) })),
    ...comments.all().map((comment) => ({ of: comment.accountId, post: shownComment(comment) })),
  ];
  return all
    .flatMap(({ of, post }) => {
      const account = accounts.byId(of);
      return account === undefined ? [] : [{ ...post, account: shownAccount(account) }];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

type Unsigned = Omit<ShownPost, 'account'>;

function shownVideo(video: Video): Unsigned {
  const { id, title, description: text, privacy, madeForKids, tags, at } = video;
  const playlists = playlistsOf({ id: video.accountId }).filter((playlist) => video.playlists.includes(playlist.id));
  return {
    id,
    paths: [`/watch?v=${id}`, `/shorts/${id}`],
    text,
    html: textHtml(text),
    tagPaths: [],
    media: mediaOf(video),
    card: null,
    notes: [
      `Title: ${title}`,
      privacy,
      ...(madeForKids ? ['Made for kids'] : []),
      ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
      ...playlists.map((playlist) => `In the playlist “${playlist.title}”`),
      ...video.notes,
    ],
    inReplyTo: null,
    at: new Date(at),
  };
}

function mediaOf({ file, mimeType, thumbnail }: Video): ShownMedium[] {
  const film = { key: file, kind: 'video', mimeType, altText: null } as const;
  if (thumbnail === null) return [film];
  return [film, { key: thumbnail, kind: 'image', mimeType: 'image/jpeg', altText: 'The thumbnail' }];
}

function shownComment({ id, videoId, text, at }: Comment): Unsigned {
  return {
    id,
    paths: [`/watch?v=${videoId}&lc=${id}`],
    text,
    html: textHtml(text),
    tagPaths: [],
    media: [],
    card: null,
    notes: [],
    inReplyTo: videoId,
    at: new Date(at),
  };
}

function shownAccount({ id, name, displayName }: Account): ShownPost['account'] {
  return { username: name, displayName, handle: `@${name}`, paths: [`/@${name}`, `/channel/${id}`] };
}
