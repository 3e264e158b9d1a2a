import { countCodePoints } from '../code-points.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /^\p{RGI_Emoji}$|\p{Emoji_Presentation}|\p{Extended_Pictographic}\u{FE0F}/v;

/** https://developers.facebook.com/docs/threads/posts: an emoji counts as its bytes in UTF-8, everything else as one. */
export function textLength(text: string): number {
  let length = 0;
  for (const { segment } of segmenter.segment(text))
    length += emoji.test(segment) ? Buffer.byteLength(segment) : countCodePoints(segment);
  return length;
}
