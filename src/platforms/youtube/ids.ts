const VIDEO = String.raw`[\w-]{11}`;
const addressOfVideo = new RegExp(String.raw`(?:[?&]v=|/shorts/|/live/|/embed/|youtu\.be/)(${VIDEO})(?![\w-])`);
const isVideo = new RegExp(`^${VIDEO}$`);

/** A video's id, out of its address where a person gave that; null where it has none. */
export function videoIdIn(remoteId: string): string | null {
  if (isVideo.test(remoteId)) return remoteId;
  return addressOfVideo.exec(remoteId)?.[1] ?? null;
}

/** A comment's id, out of its address where a person gave that; null where it is none. */
export function commentIdIn(remoteId: string): string | null {
  const given = /[?&]lc=([\w.-]+)/.exec(remoteId)?.[1] ?? remoteId;
  return /^[\w.-]{12,}$/.test(given) ? given : null;
}

/** https://developers.google.com/youtube/v3/docs/videos names none: this is where YouTube itself shows a video. */
export function videoUrl(webUrl: string, id: string, isShort: boolean): string {
  return isShort ? `${webUrl}/shorts/${id}` : `${webUrl}/watch?v=${id}`;
}

/** Where YouTube shows a video with this comment first. */
export function commentUrl(webUrl: string, videoId: string, id: string): string {
  return `${videoUrl(webUrl, videoId, false)}&lc=${id}`;
}
