import { z } from 'zod';

/** Values of which an option takes one, each with what it means, and the name that GraphQL calls them by: channel and option. */
export function choice<Value extends string>(name: string, meanings: Readonly<Record<Value, string>>) {
  return z.enum(Object.keys(meanings) as [Value, ...Value[]]).meta({ name, meanings });
}

/** A text of a bounded length, in code points. */
export function text(what: string, max: number) {
  return z.string().max(max, `${what} has at most ${max} characters.`);
}

/** A text that a network needs: what is empty is missing, what is only spaces is wrong. */
export function title(what: string, max: number) {
  return text(what, max).refine((given) => given === '' || given.trim() !== '', `${what} is more than spaces.`);
}

export function digits(what: string) {
  return z.string().regex(/^\d{1,30}$/, `${what} is a number, such as "1234567890".`);
}

export function webAddress(what: string) {
  return z
    .url({
      protocol: /^https?$/,
      hostname: z.regexes.domain,
      error: `${what} is an address that begins with https://.`,
    })
    .max(2_048, `${what} has at most 2048 characters.`);
}

/** https://www.rfc-editor.org/rfc/rfc5646, as far as networks take it. */
export function languageTag() {
  return z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'A language is written as its code, such as "en" or "pt-BR".');
}

export function countryCode() {
  return z.string().regex(/^[A-Z]{2}$/, 'A country is written as two capital letters, such as "NO".');
}
