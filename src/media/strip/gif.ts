const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
const loops = /^(NETSCAPE2\.0|ANIMEXTS1\.0)$/;

/** Images stay, and how they are shown; comments and what applications wrote go. Throws where the file ends early. */
export function stripGif(bytes: Buffer): Buffer {
  const first = 13 + colourTableBytes(bytes.readUInt8(10));
  const kept = [bytes.subarray(0, first)];
  for (let at = first; ; ) {
    const kind = bytes.readUInt8(at);
    if (kind === TRAILER) return Buffer.concat([...kept, bytes.subarray(at, at + 1)]);
    if (kind !== EXTENSION && kind !== IMAGE) throw new RangeError('This GIF has an unknown block.');
    const end = kind === IMAGE ? endOfImage(bytes, at) : endOfBlocks(bytes, at + 2);
    if (kind === IMAGE || stays(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

function endOfImage(bytes: Buffer, at: number): number {
  return endOfBlocks(bytes, at + 11 + colourTableBytes(bytes.readUInt8(at + 9)));
}

/** Sub-blocks, each after its length, up to an empty one. */
function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += 1 + length;
  return at + 1;
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function stays(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === APPLICATION) return loops.test(bytes.toString('latin1', at + 3, at + 14));
  return label !== COMMENT;
}
