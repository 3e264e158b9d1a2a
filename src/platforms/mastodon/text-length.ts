import { countGraphemes } from '../graphemes.ts';

// https://docs.joinmastodon.org/user/posting/#text: a link counts as 23 characters, and a mention without its server.
const LINK = 'x'.repeat(23);
const DOMAIN = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?:[a-z]{2,}|\p{L}{2,})`;
const PARENS = String.raw`\([^\s<>()?]+\)`;
const PATH = String.raw`(?:[^\s<>()?]|${PARENS})*(?:[^\s()?!*"'「」<>;:=,.$%[\]~&|@]|${PARENS})`;
const QUERY = String.raw`\?[^\s<>"]*[\p{L}\p{N}_&=#/-]`;
const links = new RegExp(
  String.raw`(?<![A-Za-z0-9@＠$#＃])https?://${DOMAIN}(?::\d+)?(?:/(?:${PATH})?)?(?:${QUERY})?`,
  'giu',
);
const mentions =
  /(?<![=/\p{L}\p{N}_])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?)@[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*/giu;

/** The length of a text as the server counts it. */
export function textLength(text: string): number {
  return countGraphemes(text.replaceAll(links, LINK).replaceAll(mentions, '@$1'));
}
