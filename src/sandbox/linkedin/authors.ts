import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const authorSchema = z.object({ urn: z.string(), name: z.string(), displayName: z.string() });

/** Who posts: a member, or a page by its vanity name. */
export type Author = z.infer<typeof authorSchema>;

const displayNames: Readonly<Record<string, string>> = {
  marlow: 'Marlow Press',
  fernweh: 'Fernweh Trails',
  ottoline: 'Ottoline Reads',
};

const withTokens = (pages: readonly string[]) => ({ accessToken: `sandbox-token-${pages.join('.')}` });

/** Logins that exist from the start; the first is what demo mode connects. */
export const linkedinAccounts = Object.entries(displayNames).map(([name, displayName]) => ({
  name,
  displayName,
  ...withTokens([name]),
}));

/** A login with a dot in its name administers a page for each part: the first two at once. */
export const linkedinPageAccounts = [
  { name: 'marlow', displayName: 'Marlow Press', ...withTokens(['marlow', 'fernweh']) },
  { name: 'ottoline', displayName: 'Ottoline Reads', ...withTokens(['ottoline']) },
];

export type Authors = ReturnType<typeof openAuthors>;

/** Keeps who was met, so that posts can be shown under their names. */
export function openAuthors({ store }: World, channel: string) {
  const table = store.table(`${channel}/authors`, authorSchema);
  const met = (urn: string, name: string): Author => {
    const known = table.get(urn);
    if (known !== undefined) return known;
    const author = { urn, name, displayName: displayNames[name] ?? name };
    table.set(urn, author);
    return author;
  };
  return {
    byUrn: (urn: string): Author | undefined => table.get(urn),
    /** The member whose login has a name. */
    member: (name: string): Author => met(`urn:li:person:${digestOf(name).toString('base64url').slice(0, 10)}`, name),
    /** The pages that a login administers. */
    pages: (login: string): Author[] =>
      login
        .split('.')
        .filter((name) => name !== '')
        .map((name) => met(`urn:li:organization:${(digestOf(name).readUInt32BE() % 90_000_000) + 10_000_000}`, name)),
  };
}

function digestOf(name: string): Buffer {
  return createHash('sha256').update(`linkedin ${name}`).digest();
}
