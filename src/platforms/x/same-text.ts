import twitterText from 'twitter-text';

/** A post's text as X gives it back: escaped as HTML, and its links wrapped. */
export type ListedText = {
  text: string;
  links: readonly { wrapped: string; whole: string }[];
};

/** Whether a post that X lists says what was sent. https://docs.x.com/x-api/fundamentals/data-dictionary: links are t.co in `text`. */
export function saysTheSame(sent: string, { text, links }: ListedText): boolean {
  const unwrapped = links.reduce(
    (words, { wrapped, whole }) => words.replaceAll(wrapped, bare(whole)),
    unescaped(text),
  );
  return plain(unwrapped) === plain(withBareLinks(sent));
}

function withBareLinks(sent: string): string {
  const links = twitterText.extractUrlsWithIndices(sent);
  return links.reduceRight(
    (words, { url, indices: [start, end] }) => words.slice(0, start) + bare(url) + words.slice(end),
    sent,
  );
}

/** X adds the scheme where none was written, and may add the slash of the root. */
function bare(url: string): string {
  return url
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** https://docs.x.com/fundamentals/counting-characters: the text is kept in form C. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
