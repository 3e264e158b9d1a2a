const pattern = /^e1:(0|[1-9]\d{0,18})$/;
const lastSeq = 2n ** 63n - 1n;

/** A place in a workspace's event log, as clients hold it. */
export function encodeEventCursor(seq: bigint): string {
  return Buffer.from(`e1:${seq}`).toString('base64url');
}

/** The number behind an event cursor, or null where the text is no cursor of ours. */
export function decodeEventCursor(text: string): bigint | null {
  const digits = pattern.exec(Buffer.from(text, 'base64url').toString())?.[1];
  if (digits === undefined) return null;
  const seq = BigInt(digits);
  return seq <= lastSeq && encodeEventCursor(seq) === text ? seq : null;
}
