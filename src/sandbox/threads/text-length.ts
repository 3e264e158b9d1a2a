const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** https://developers.facebook.com/docs/threads/reference/publishing: emoji count as the number of their UTF-8 bytes. */
export function countedLength(text: string): number {
  return [...segmenter.segment(text)].reduce((length, { segment }) => length + lengthOf(segment), 0);
}

function lengthOf(grapheme: string): number {
  const isEmoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\u{FE0F}|[0-9#*]\u{FE0F}?\u{20E3}/u.test(grapheme);
  return isEmoji ? Buffer.byteLength(grapheme) : [...grapheme].length;
}
