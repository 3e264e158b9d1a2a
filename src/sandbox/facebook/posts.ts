import type { ShownMedium, ShownPost, World } from '../network.ts';
import { escapeHtml, innerLink, link } from '../pages/html.ts';
import type { Page, Pages } from './accounts.ts';
import { postPath, videoPath } from './nodes.ts';
import type { Objects, Photo, Post, Story, Video } from './objects.ts';
import { isPublished } from './video-status.ts';

type Parts = { world: World; objects: Objects; pages: Pages };

/** Everything that people see, oldest first. */
export function shownPosts(parts: Parts): ShownPost[] {
  const { objects, world } = parts;
  const videos = objects.videos.rows().filter((video) => isPublished(video, world));
  const all = [
    ...objects.posts.rows().map((post) => showPost(post, parts)),
    ...videos.filter(({ edge }) => edge !== 'video_stories').map((video) => showVideo(video, parts)),
    ...objects.stories.rows().flatMap((story) => showStory(story, parts)),
    ...objects.comments.rows().map((comment) => {
      const { id, objectId, message, pageId, at } = comment;
      return { ...shown({ id, pageId, text: message, at }, parts), paths: [`/${id}`] as const, inReplyTo: objectId };
    }),
  ];
  return all
    .map((post): ShownPost => ({ ...post, paths: [...post.paths] as ShownPost['paths'] }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function showPost(post: Post, parts: Parts) {
  const { id, pageId, message, notes, at } = post;
  const photos = post.photoIds.flatMap((photoId) => parts.objects.photos.get(photoId) ?? []);
  const card =
    post.link === null ? null : { url: post.link, title: URL.parse(post.link)?.hostname ?? '', description: '' };
  const media = photos.map(photoMedium);
  return { ...shown({ id, pageId, text: message, at }, parts), paths: [postPath(post), `/${id}`], notes, media, card };
}

function showVideo(video: Video, parts: Parts) {
  const { id, pageId, description, finishedAt, edge } = video;
  const notes = [...(edge === 'video_reels' ? ['Reel'] : []), ...video.notes];
  const media = videoMedia(video);
  const at = finishedAt ?? '';
  return { ...shown({ id, pageId, text: description, at }, parts), paths: [videoPath(video), `/${id}`], notes, media };
}

function showStory({ id, pageId, mediaId, at }: Story, parts: Parts) {
  const { objects, world } = parts;
  const photo = objects.photos.get(mediaId);
  const video = objects.videos.get(mediaId);
  if (video !== undefined && !isPublished(video, world)) return [];
  const media = photo === undefined ? videoMedia(video) : [photoMedium(photo)];
  return [{ ...shown({ id, pageId, text: '', at }, parts), paths: [`/stories/${id}`], notes: ['Story'], media }];
}

type Said = { id: string; pageId: string; text: string; at: string };

function shown({ id, pageId, text, at }: Said, { pages }: Parts) {
  const none: { media: ShownMedium[]; card: ShownPost['card']; notes: string[]; inReplyTo: string | null } = {
    media: [],
    card: null,
    notes: [],
    inReplyTo: null,
  };
  const account = accountOf(pages.byId(pageId) ?? { id: pageId, username: pageId, name: pageId });
  const tagPaths = [...text.matchAll(tags)].map(([tag]) => tagPath(tag));
  return { ...none, id, account, text, html: htmlOf(text), tagPaths, at: new Date(at) };
}

function accountOf({ id, username, name }: Page): ShownPost['account'] {
  return { username, displayName: name, handle: `facebook.com/${username}`, paths: [`/${username}`, `/${id}`] };
}

function photoMedium({ key, kind, mimeType, altText }: Photo): ShownMedium {
  return { key, kind, mimeType, altText };
}

function videoMedia(video: Video | undefined): ShownMedium[] {
  if (video?.key === undefined || video.key === null) return [];
  return [{ key: video.key, kind: 'video', mimeType: 'video/mp4', altText: null }];
}

const tags = /(?<![\p{L}\p{N}_/&])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*/gu;
const entities = new RegExp(String.raw`https?://[^\s<>"]*[^\s<>".,;:!?)]|${tags.source}`, 'gu');

function tagPath(tag: string): string {
  return `/hashtag/${encodeURIComponent(tag.slice(1).toLowerCase())}`;
}

function htmlOf(text: string): string {
  if (text === '') return '';
  let html = '';
  let done = 0;
  for (const { 0: written, index } of text.matchAll(entities)) {
    const entity = written.startsWith('#')
      ? innerLink(`/facebook${tagPath(written)}`, written)
      : link(written, written);
    html += escapeHtml(text.slice(done, index)) + entity;
    done = index + written.length;
  }
  return `<p>${(html + escapeHtml(text.slice(done))).replaceAll('\n', '<br>')}</p>`;
}
