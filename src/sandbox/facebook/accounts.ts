import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const pageSchema = z.object({ id: z.string(), username: z.string(), name: z.string() });
export type Page = z.infer<typeof pageSchema>;

function pageNamed(username: string, name = username): Page {
  const digest = createHash('sha256').update(`facebook ${username}`).digest();
  const id = (digest.readBigUInt64BE() % 90_000_000_000_000n) + 10_000_000_000_000n;
  return { id: `1${id}`, username, name };
}

const seeds = [
  pageNamed('marlow', 'Marlow Press'),
  pageNamed('fernweh', 'Fernweh Trails'),
  pageNamed('ottoline', 'Ottoline Reads'),
];

/** Access tokens of people with a Page each; the first is what demo mode connects. */
export const facebookAccounts = seeds.map((page) => ({ ...page, accessToken: `sandbox-token-${page.username}` }));

export type Pages = {
  byId(id: string): Page | undefined;
  named(username: string): Page;
  /** The Pages of a person: the one of the same name, and of "ada-and-grace" both. */
  ofPerson(name: string): Page[];
};

/** The Pages, each made when it is met for the first time. */
export function openPages({ store }: Pick<World, 'store'>): Pages {
  const table = store.table('facebook/pages', pageSchema);
  const known = new Map([...seeds, ...table.rows()].map((page) => [page.username, page]));
  const byId = new Map([...known.values()].map((page) => [page.id, page]));
  const named = (username: string): Page => {
    const met = known.get(username);
    if (met !== undefined) return met;
    const page = pageNamed(username);
    known.set(username, page);
    byId.set(page.id, page);
    table.set(page.id, page);
    return page;
  };
  return {
    byId: (id) => byId.get(id),
    named,
    ofPerson: (name) => name.split('-and-').map(named),
  };
}
