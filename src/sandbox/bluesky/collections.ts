export const POST = 'app.bsky.feed.post';
export const GATE = 'app.bsky.feed.threadgate';
