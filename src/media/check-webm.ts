import type { FileHandle } from 'node:fs/promises';

const segmentId = 0x18538067;
const headBytes = 4096;

/** Whether a WebM (RFC 8794) goes on to where its segment says that it ends. One that was recorded live does not say it. */
export async function isWholeWebm(file: FileHandle, size: number): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  const header = readSize(head, 4);
  if (header === null || header.value === null) return false;
  const segment = header.end + header.value;
  if (segment + 4 > head.length || head.readUInt32BE(segment) !== segmentId) return false;
  const body = readSize(head, segment + 4);
  return body !== null && (body.value === null || body.end + body.value <= size);
}

/** A size of one to eight bytes; its value is null where all of its bits are set, which says that it is unknown. */
function readSize(bytes: Buffer, at: number): { value: number | null; end: number } | null {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8 || at + length > bytes.length) return null;
  const bits = 2n ** BigInt(7 * length);
  const value = BigInt(`0x${bytes.toString('hex', at, at + length)}`) % bits;
  return { value: value === bits - 1n ? null : Number(value), end: at + length };
}
