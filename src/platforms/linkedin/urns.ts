const POST = /urn:li:(?:share|ugcPost|activity):\d+/;
const COMMENT = /urn:li:comment:\((?:urn:li:)?((?:share|ugcPost|activity):\d+),(\d+)\)/;

/** A comment by the post that it stands below and its own number. */
export type CommentName = { postUrn: string; id: string };

/** The URN of a post in an id, an error's sentence or an address of LinkedIn, or null where there is none. */
export function postUrnIn(text: string): string | null {
  const decoded = decodedOf(text);
  const urn = POST.exec(decoded)?.[0];
  if (urn !== undefined) return urn;
  // https://www.linkedin.com/posts/ada_words-activity-7321-Ab12: what people copy.
  const [, kind, id] = /[-_](share|ugcPost|activity)-(\d+)/.exec(decoded) ?? [];
  return kind === undefined ? null : `urn:li:${kind}:${id}`;
}

/** The comment that an id or an address of LinkedIn names, or null where it names none. */
export function commentIn(text: string): CommentName | null {
  const [, post, id] = COMMENT.exec(decodedOf(text)) ?? [];
  return post === undefined || id === undefined ? null : { postUrn: `urn:li:${post}`, id };
}

export function commentUrn({ postUrn, id }: CommentName): string {
  return `urn:li:comment:(${postUrn},${id})`;
}

/** Where people read a post, and in it a comment. */
export function permalink(webUrl: string, postUrn: string, comment?: string): string {
  const query = comment === undefined ? '' : `?commentUrn=${encodeURIComponent(comment)}`;
  return `${webUrl}/feed/update/${postUrn}/${query}`;
}

function decodedOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
