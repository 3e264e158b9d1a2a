/** away: the database cannot be reached, or not in time. text: it was sent a text that it cannot hold, which only callers can come up with. */
export type DatabaseErrorKind = 'away' | 'text';

/** SQLSTATE class 08 (connection) and the codes of a server that stops, starts, has no room or waited too long for us; the sockets' codes; Prisma's own. */
const awayCode =
  /^(08\w{3}|25P03|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2028)$/;
const awayKind = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** What the pool of `pg` says without a code. */
const awaySentence =
  /connection terminated|timeout exceeded when trying to connect|cannot use a pool after calling end/i;
/** A null character, in text and in JSON. */
const textCode = /^(22021|22P05)$/;
const maxDepth = 5;

/** What kind of trouble with the database an error tells of, where it is one that callers are told apart. */
export function databaseErrorKind(error: unknown, depth = 0): DatabaseErrorKind | null {
  if (typeof error !== 'object' || error === null || depth > maxDepth) return null;
  const { code, originalCode, kind, message, cause, meta } = error as Record<string, unknown>;
  const codes = [code, originalCode].map(String);
  if (codes.some((text) => textCode.test(text))) return 'text';
  if (codes.some((text) => awayCode.test(text)) || awayKind.test(String(kind)) || awaySentence.test(String(message)))
    return 'away';
  const inner = typeof meta === 'object' && meta !== null ? (meta as Record<string, unknown>).driverAdapterError : null;
  return databaseErrorKind(cause, depth + 1) ?? databaseErrorKind(inner, depth + 1);
}
