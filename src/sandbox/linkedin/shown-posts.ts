import { mediaFacts } from '../media-facts.ts';
import type { ShownMedium, ShownPost } from '../network.ts';
import { commentUrnOf } from './comment-operations.ts';
import { htmlOf, parseLittle, plainOf, tagPathsOf, textHtml } from './little.ts';
import type { Parts } from './parts.ts';
import type { Content } from './post-body.ts';
import type { Comment, Post } from './posts.ts';

/** All posts with their comments as people see them, in the order in which they came. */
export function shownPosts(parts: Parts): ShownPost[] {
  const { posts } = parts;
  const comments = posts.allComments().flatMap((comment) => {
    const post = posts.find(comment.postUrn);
    return post === undefined ? [] : [shownComment(comment, post, parts)];
  });
  return [...posts.all().map((post) => shownPost(post, parts)), ...comments].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

function shownPost(post: Post, parts: Parts): ShownPost {
  const { urn, activityUrn, author, commentary, content, createdAt } = post;
  const tokens = parseLittle(commentary);
  const article = content?.article;
  return {
    id: urn,
    paths: [
      `/feed/update/${urn}/`,
      `/feed/update/${urn}`,
      `/feed/update/${activityUrn}/`,
      `/feed/update/${activityUrn}`,
    ],
    account: accountOf(author, parts),
    text: plainOf(tokens),
    html: htmlOf(tokens, `/${parts.rules.channel}`),
    tagPaths: tagPathsOf(tokens),
    media: mediaOf(content).flatMap(({ id, altText }) => mediumOf(id, altText, parts)),
    card: article ? { url: article.source, title: article.title, description: article.description ?? '' } : null,
    notes: notesOf(post),
    inReplyTo: null,
    at: new Date(createdAt),
  };
}

function shownComment(comment: Comment, post: Post, parts: Parts): ShownPost {
  const { actor, text, image, createdAt } = comment;
  return {
    id: commentUrnOf(comment, post),
    paths: [`/feed/update/${post.urn}/comment/${comment.id}`],
    account: accountOf(actor, parts),
    text,
    html: textHtml(text),
    tagPaths: [],
    media: image === null ? [] : mediumOf(image, undefined, parts),
    card: null,
    notes: [],
    inReplyTo: post.urn,
    at: new Date(createdAt),
  };
}

/** Members are known by their names, pages by their vanity names. */
function accountOf(urn: string, { authors, rules }: Parts): ShownPost['account'] {
  const { name, displayName } = authors.byUrn(urn) ?? { name: urn, displayName: urn };
  if (rules.channel === 'linkedin_page')
    return { username: name, displayName, handle: 'Page', paths: [`/company/${name}`] };
  return { username: displayName, displayName, handle: 'Member', paths: [`/in/${name}`] };
}

type Shown = { id: string; altText?: string | undefined };

function mediaOf(content: Content | null): Shown[] {
  if (content?.article?.thumbnail !== undefined) return [{ id: content.article.thumbnail }];
  return content?.multiImage?.images ?? (content?.media === undefined ? [] : [content.media]);
}

function mediumOf(urn: string, altText: string | undefined, { assets, world }: Parts): ShownMedium[] {
  const file = assets.find(urn)?.file ?? null;
  const bytes = file === null ? null : world.files.get(file);
  if (file === null || bytes === null) return [];
  const { kind, mimeType } = mediaFacts(bytes) ?? { kind: 'document', mimeType: 'application/octet-stream' };
  return [{ key: file, kind, mimeType, altText: altText ?? null }];
}

function notesOf({ visibility, isReshareDisabledByAuthor, content }: Post): string[] {
  const { poll, media } = content ?? {};
  return [
    ...(visibility === 'PUBLIC' ? [] : [visibility]),
    ...(isReshareDisabledByAuthor ? ['Reposts are off'] : []),
    ...(media?.title === undefined ? [] : [media.title]),
    ...(poll === undefined ? [] : [`Poll: ${poll.question}`, ...poll.options.map(({ text }) => text)]),
  ];
}
