import { badParameter } from '../graph/error.ts';
import type { World } from '../network.ts';
import type { Page, Pages } from './accounts.ts';
import type { Comment, Objects, Post, Story, Video } from './objects.ts';
import { statusOf } from './video-status.ts';

type Node = { type: string; fields: Record<string, unknown> };

export type Nodes = ReturnType<typeof createNodes>;

/** Writes objects as the API shows them; what has no value is not there. */
export function createNodes({ world, pages, objects }: { world: World; pages: Pages; objects: Objects }) {
  const from = (pageId: string) => ({ name: pages.byId(pageId)?.name ?? '', id: pageId });
  return {
    page: ({ id, name, username }: Page): Node => {
      const picture = { data: { url: `${world.url()}/missing.svg`, is_silhouette: true } };
      return { type: 'Page', fields: { id, name, username, picture } };
    },
    post: (post: Post): Node => {
      const { id, pageId, message, at } = post;
      const attachments = attachmentsOf(post);
      const permalink_url = `${world.url()}${postPath(post)}`;
      const created_time = timeOf(at);
      const text = message === '' ? undefined : message;
      const fields = {
        id,
        from: from(pageId),
        message: text,
        created_time,
        permalink_url,
        is_published: true,
        attachments,
      };
      return { type: 'Post', fields };
    },
    /** The post of the feed that shows a video. */
    videoPost: (video: Video): Node => {
      const { id, pageId, description, postId, finishedAt } = video;
      const attachments = { data: [{ media_type: 'video', target: { id } }] };
      const fields = {
        id: `${pageId}_${postId}`,
        from: from(pageId),
        message: description === '' ? undefined : description,
        created_time: timeOf(finishedAt ?? ''),
        permalink_url: `${world.url()}${videoPath(video)}`,
        is_published: true,
        attachments,
      };
      return { type: 'Post', fields };
    },
    comment: ({ id, objectId, pageId, message, at }: Comment): Node => {
      const post = objects.posts.get(objectId);
      const path = post === undefined ? `/${objectId}` : postPath(post);
      const permalink_url = `${world.url()}${path}?comment_id=${id.replace(/^.*_/, '')}`;
      return { type: 'Comment', fields: { id, from: from(pageId), message, created_time: timeOf(at), permalink_url } };
    },
    video: (video: Video): Node => {
      const status = statusOf(video, world);
      const { id, pageId, description, finishedAt } = video;
      const created_time = finishedAt === null ? undefined : timeOf(finishedAt);
      const fields = { id, from: from(pageId), description, created_time, status, permalink_url: videoPath(video) };
      return { type: 'Video', fields };
    },
    story: ({ id, mediaId, mediaType, at }: Story): Node => {
      const creation_time = String(Math.floor(Date.parse(at) / 1000));
      const url = `${world.url()}/stories/${id}`;
      const fields = { post_id: id, status: 'PUBLISHED', creation_time, media_type: mediaType, media_id: mediaId, url };
      return { type: 'Stories', fields };
    },
  };
}

/** The fields that a request names, `picture{url}` by its name alone. One that the type has not is refused. */
export function fieldsOf({ type, fields }: Node, wanted: string): Record<string, unknown> {
  const names = withoutBraces(wanted).split(',').filter(Boolean);
  const unknown = names.find((name) => !(name in fields));
  if (unknown !== undefined) badParameter(`Tried accessing nonexisting field (${unknown}) on node type (${type})`);
  const id = 'id' in fields ? { id: fields.id } : {};
  return { ...Object.fromEntries(names.map((name) => [name, fields[name]])), ...id };
}

function withoutBraces(wanted: string): string {
  const bare = wanted.replaceAll(/\{[^{}]*\}/g, '');
  return bare === wanted ? bare : withoutBraces(bare);
}

/** Below the network's prefix. */
export function postPath({ id, pageId }: Post): string {
  return `/${pageId}/posts/${id.replace(/^.*_/, '')}`;
}

export function videoPath({ id, pageId, edge }: Video): string {
  return edge === 'video_reels' ? `/reel/${id}` : `/${pageId}/videos/${id}`;
}

function attachmentsOf({ id, link, photoIds }: Post): object | undefined {
  const targets = photoIds.map((photoId) => ({ media_type: 'photo', target: { id: photoId } }));
  if (targets.length > 1)
    return {
      data: [{ media_type: 'album', target: { id: id.replace(/^.*_/, '') }, subattachments: { data: targets } }],
    };
  if (targets.length === 1) return { data: targets };
  return link === null ? undefined : { data: [{ media_type: 'link', target: { url: link } }] };
}

/** As the Graph API writes times: "2026-11-22T12:00:00+0000". */
function timeOf(at: string): string {
  return `${at.slice(0, 19)}+0000`;
}
