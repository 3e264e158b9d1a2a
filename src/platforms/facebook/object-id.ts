/**
 * The id of an object in the Graph API, out of its address where a person gave that; null where the address has none.
 * A Page's addresses: `/{page}/posts/{id}`, `/permalink.php?story_fbid={id}&id={page}`, `/reel/{id}`, `/{page}/videos/{id}`, `/photo/?fbid={id}`.
 */
export function objectIdIn(remoteId: string, pageId: string): string | null {
  if (/^\d+(?:_\d+)*$/.test(remoteId)) return remoteId;
  const url = URL.parse(remoteId);
  if (url === null) return null;
  const own = objectIn(url, pageId);
  const comment = digitsIn(url.searchParams.get('comment_id'));
  if (comment === null) return own;
  return own === null ? null : `${own.slice(own.indexOf('_') + 1)}_${comment}`;
}

function objectIn({ pathname, searchParams }: URL, pageId: string): string | null {
  const story = digitsIn(searchParams.get('story_fbid'));
  if (story !== null) return `${digitsIn(searchParams.get('id')) ?? pageId}_${story}`;
  const photo = digitsIn(searchParams.get('fbid') ?? searchParams.get('v'));
  if (photo !== null) return photo;
  const last = pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (/^\d+_\d+$/.test(last)) return last;
  const id = digitsIn(last);
  if (id === null) return null;
  if (/\/posts\//.test(pathname)) return `${pageId}_${id}`;
  return /\/(?:reel|videos|photos|photo)\//.test(pathname) ? id : null;
}

function digitsIn(text: string | null): string | null {
  return text !== null && /^\d+$/.test(text) ? text : null;
}
