// https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
const reserved = /[\\|{}@[\]()<>#*_~]/g;
const escaped = /\\([\\|{}@[\]()<>#*_~])/g;
/** A mention as authors and the network write it, or a hashtag that begins a word. */
const elements = /@\[([^[\]\n]+)\]\((urn:li:(?:person|organization):[\w-]+)\)|(?<=^|[\s([{"'“‘«])#([\p{L}\p{N}_]+)/gu;
const hashtagTemplate = /\{hashtag\|\\?#\|((?:[^\\{}|]|\\.)+)\}/g;
const mention = /(?<!\\)@\[((?:[^\\[\]]|\\.)+)\]\((urn:li:\w+:[\w-]+)\)/g;

/** A text as posts carry it: what is not meant as a mention or a hashtag is escaped, or the text would end there without a word. */
export function toLittleText(text: string): string {
  let written = '';
  let done = 0;
  for (const match of text.matchAll(elements)) {
    written += withEscapes(text.slice(done, match.index)) + element(match);
    done = match.index + match[0].length;
  }
  return written + withEscapes(text.slice(done));
}

/** What people read of a text as posts carry it, mentions as authors write them. */
export function fromLittleText(little: string): string {
  return little.replaceAll(hashtagTemplate, '\\#$1').replaceAll(mention, '@\\[$1\\]\\($2\\)').replaceAll(escaped, '$1');
}

function element([, name, urn, word = '']: RegExpMatchArray): string {
  if (name !== undefined) return `@[${withEscapes(name)}](${urn})`;
  // An underscore ends a hashtag, unless it stands in the template.
  return word.includes('_') ? `{hashtag|\\#|${withEscapes(word)}}` : `#${word}`;
}

function withEscapes(text: string): string {
  return text.replaceAll(reserved, '\\$&');
}
