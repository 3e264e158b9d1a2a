import { open } from 'node:fs/promises';

const pieceBytes = 256 * 1024;

/** The bytes of a file, piece by piece in the same memory: one is over when the next is asked for. */
export async function* readInPlace(path: string): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  const piece = Buffer.alloc(pieceBytes);
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes);
    if (bytesRead === 0) return;
    yield piece.subarray(0, bytesRead);
  }
}
