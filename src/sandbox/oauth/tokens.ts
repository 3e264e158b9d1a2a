import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const rowSchema = z.object({
  token: z.string(),
  name: z.string(),
  kind: z.enum(['access', 'refresh']),
  /** Null: of all that the network has. */
  scopes: z.array(z.string()).nullable(),
  expiresAt: z.number().nullable(),
  /** "used" is a refresh token that could be used once. */
  ended: z.enum(['expired', 'revoked', 'used']).nullable(),
});
type Row = z.infer<typeof rowSchema>;
type Kind = Row['kind'];

/** What a token says of itself. */
export type Token = Pick<Row, 'name' | 'scopes' | 'expiresAt'> & { state: 'good' | 'expired' | 'revoked' | 'used' };

type NewToken = Pick<Row, 'name' | 'kind' | 'scopes'> & { lifeMs: number | null };

export type Tokens = {
  find(kind: Kind, token: string): Token | null;
  make(token: NewToken): string;
  /** Ends a refresh token, for good. */
  useUp(token: string): void;
  /** Ends the tokens that an account has by now. */
  end(name: string, kinds: readonly Kind[], how: 'expired' | 'revoked'): void;
  /** Makes good again what was ended, but not what was used or whose time is over. */
  forgiveAll(): void;
};

const prefixes = { access: 'sandbox-token-', refresh: 'sandbox-refresh-' } as const;

/** The account of a name as it was typed, or null where none can be called so. */
export function accountName(typed: string): string | null {
  return /^[a-z0-9_.-]{1,60}$/i.test(typed) ? typed.toLowerCase() : null;
}

/** Keeps the tokens of a network. Those made here have a "~" where others have a name. */
export function openTokens({ store, now }: World, network: string): Tokens {
  const table = store.table(`${network}/oauth-tokens`, rowSchema);

  const rowOf = (kind: Kind, token: string): Row | null => {
    const prefix = prefixes[kind];
    const name = token.startsWith(prefix) ? accountName(token.slice(prefix.length)) : null;
    const row = table.get(name === null ? token : prefix + name);
    if (row !== undefined) return row.kind === kind ? row : null;
    return name === null ? null : { token: prefix + name, name, kind, scopes: null, expiresAt: null, ended: null };
  };
  const rowsOf = (name: string, kind: Kind): Row[] => {
    const first = rowOf(kind, prefixes[kind] + name);
    const rows = table.rows().filter((row) => row.name === name && row.kind === kind && row.token !== first?.token);
    return first === null ? rows : [first, ...rows];
  };
  const set = (row: Row): void => table.set(row.token, row);

  return {
    find(kind, token) {
      const row = rowOf(kind, token);
      if (row === null) return null;
      const { name, scopes, expiresAt, ended } = row;
      const over = expiresAt !== null && expiresAt <= now().getTime();
      return { name, scopes, expiresAt, state: ended ?? (over ? 'expired' : 'good') };
    },
    make({ lifeMs, ...made }) {
      const token = `${prefixes[made.kind]}~${randomBytes(32).toString('base64url')}`;
      const expiresAt = lifeMs === null ? null : now().getTime() + lifeMs;
      set({ ...made, token, expiresAt, ended: null });
      return token;
    },
    useUp(token) {
      const row = rowOf('refresh', token);
      if (row !== null) set({ ...row, ended: 'used' });
    },
    end(name, kinds, how) {
      const rows = kinds.flatMap((kind) => rowsOf(name.toLowerCase(), kind));
      for (const row of rows) if (row.ended === null || row.ended === 'expired') set({ ...row, ended: how });
    },
    forgiveAll() {
      for (const row of table.rows())
        if (row.ended === 'expired' || row.ended === 'revoked') set({ ...row, ended: null });
    },
  };
}
