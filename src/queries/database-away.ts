/** SQLSTATE class 08 (connection) and the codes of a server that stops, starts or has no room; the sockets' codes; Prisma's own. */
const awayCode =
  /^(08\w{3}|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024)$/;
const awayKind = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** What the pool of `pg` says without a code. */
const awaySentence =
  /connection terminated|timeout exceeded when trying to connect|cannot use a pool after calling end/i;
const maxDepth = 5;

/** Whether an error says that the database cannot be reached, rather than that it refused a statement. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > maxDepth) return false;
  const { code, originalCode, kind, message, cause, meta } = error as Record<string, unknown>;
  if ([code, originalCode].some((text) => typeof text === 'string' && awayCode.test(text))) return true;
  if (typeof kind === 'string' && awayKind.test(kind)) return true;
  if (typeof message === 'string' && awaySentence.test(message)) return true;
  const inner = typeof meta === 'object' && meta !== null ? (meta as Record<string, unknown>).driverAdapterError : null;
  return isDatabaseAway(cause, depth + 1) || isDatabaseAway(inner, depth + 1);
}
