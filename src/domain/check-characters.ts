import type { Json, JsonObject } from './json.ts';
import { containerPath, mediaListsIn, type OptionsByNetwork, optionField, type PostDraft } from './post-draft.ts';
import type { UserError } from './refusal.ts';

type Text = { text: string; path: string[] };

/**
 * Every text can be kept and sent: PostgreSQL knows no U+0000, and half of a surrogate pair is no character.
 * https://www.postgresql.org/docs/current/datatype-character.html, https://www.unicode.org/faq/utf_bom.html#utf16-7
 */
export function checkCharacters(draft: PostDraft): UserError[] {
  const texts = [...textsOfContainers(draft), ...textsOfLink(draft), ...textsOfOptions(draft)];
  return texts.flatMap(({ text, path }): UserError[] => {
    const found = unusableIn(text);
    return found === null ? [] : [{ code: 'INVALID', message: `This holds ${found}. Leave it out.`, path }];
  });
}

function unusableIn(text: string): string | null {
  if (text.includes('\u0000')) return 'a null character (U+0000)';
  return text.isWellFormed() ? null : 'half of a character (an unpaired surrogate)';
}

function textsOfContainers(draft: PostDraft): Text[] {
  const contents = draft.containers.flatMap(({ content, overrides }, index) => {
    const path = containerPath(draft, index);
    const ofOverrides = overrides.flatMap((override, at) =>
      textsIn(override.content, [...path, 'overrides', String(at), 'content']),
    );
    return [...textsIn(content, [...path, 'content']), ...ofOverrides];
  });
  const ofMedia = mediaListsIn(draft).flatMap(({ media, path }) =>
    media.flatMap(({ url, altText }, at) => textsIn({ url, altText }, [...path, String(at)])),
  );
  return [...contents, ...ofMedia];
}

function textsOfLink({ link, places }: PostDraft): Text[] {
  return textsIn(link, [places.link, 'link']);
}

function textsOfOptions({ options, accountOptions, places }: PostDraft): Text[] {
  const ofAccounts = accountOptions.flatMap((own, index) =>
    optionTexts(own.options, [places.accountOptions, 'accountOptions', String(index), 'options']),
  );
  return [...optionTexts(options, [places.options, 'options']), ...ofAccounts];
}

function optionTexts(options: OptionsByNetwork, path: string[]): Text[] {
  return Object.entries(options).flatMap(([network, chosen]: [string, JsonObject]) =>
    textsIn(chosen, [...path, optionField(network)]),
  );
}

/** All texts in a value, each with its place. */
function textsIn(value: Json, path: string[]): Text[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}
