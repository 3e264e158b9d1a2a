import pg from 'pg';

type Failure = Partial<Record<'code' | 'originalCode' | 'message' | 'cause' | 'meta' | 'originalMessage', unknown>>;
type Place = { at: string; database: string; user: string };

const maxDepth = 5;

/** By SQLSTATE, or by the code of the socket. */
const sentences: readonly [RegExp, (place: Place, message: string) => string][] = [
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    ({ at, database }) =>
      `PostgreSQL at ${at} (database "${database}") cannot be found: no such host is known. Correct the host in DATABASE_URL.`,
  ],
  [
    /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|57P0[123]|08\w{3})$/,
    ({ at, database }, message) =>
      `PostgreSQL at ${at} (database "${database}") cannot be reached: ${message}. Start it, or correct host and port in DATABASE_URL.`,
  ],
  [
    /^(28P01|28000)$/,
    ({ at, database, user }) =>
      `PostgreSQL at ${at} does not let user "${user}" into database "${database}". Correct user and password in DATABASE_URL, or allow the user in pg_hba.conf.`,
  ],
  [
    /^3D000$/,
    ({ at, database }) =>
      `PostgreSQL at ${at} has no database "${database}". Create it (createdb ${database}), or correct the name in DATABASE_URL.`,
  ],
  [
    /^42501$/,
    ({ at, database, user }, message) =>
      `PostgreSQL at ${at} refuses user "${user}" in database "${database}": ${message}. Make the user its owner: alter database "${database}" owner to "${user}".`,
  ],
];

/** What `pg` says without a code. */
const codeOfMessage: readonly [RegExp, string][] = [
  [/^timeout expired$|^Connection terminated/, 'ETIMEDOUT'],
  [/^SASL: /, '28P01'],
];

/** Why a database of the operator's cannot be used, and what to do; never with the password. Null where an error tells of something else. */
export function connectionProblem(error: unknown, url: string): string | null {
  for (const { code, message } of causesOf(error)) {
    const sentence = sentences.find(([pattern]) => pattern.test(code))?.[1];
    if (sentence !== undefined) return sentence(placeOf(url), message || code);
  }
  return null;
}

function causesOf(error: unknown, depth = 0): { code: string; message: string }[] {
  if (typeof error !== 'object' || error === null || depth > maxDepth) return [];
  const { code, originalCode, originalMessage, message, cause, meta } = error as Failure;
  const said = String(originalMessage ?? message ?? '').replace(/\.$/, '');
  const known = String(originalCode ?? code ?? codeOfMessage.find(([pattern]) => pattern.test(said))?.[1] ?? '');
  const inner = typeof meta === 'object' && meta !== null ? (meta as Record<string, unknown>).driverAdapterError : null;
  return [{ code: known, message: said }, ...causesOf(cause, depth + 1), ...causesOf(inner, depth + 1)];
}

/** As `pg` reads the address, with what it takes where something is left out. */
function placeOf(url: string): Place {
  const { host, port, database = '', user = '' } = new pg.Client({ connectionString: url });
  return { at: `${host.includes(':') ? `[${host}]` : host}:${port}`, database, user };
}
