import { createHash } from 'node:crypto';

/** Data as a record holds it: JSON without fractions. */
export type Data = null | boolean | number | string | Data[] | { [key: string]: Data };

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const CID_TAG = 42;
const DAG_CBOR = 0x71;
const RAW = 0x55;
const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6 } as const;

/** The content id of a record: CIDv1 over its DAG-CBOR, as the network computes it (https://atproto.com/specs/data-model). */
export function cidOf(record: Data): string {
  return cid(DAG_CBOR, encode(record));
}

/** The content id of a file: CIDv1 over its bytes as they are. */
export function rawCidOf(bytes: Buffer): string {
  return cid(RAW, bytes);
}

function cid(codec: number, bytes: Buffer): string {
  const digest = createHash('sha256').update(bytes).digest();
  return `b${base32(Buffer.concat([Buffer.from([0x01, codec, 0x12, 0x20]), digest]))}`;
}

/** Lower-case base32 without padding. */
export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

function encode(data: Data): Buffer {
  if (data === null) return Buffer.from([0xf6]);
  if (typeof data === 'boolean') return Buffer.from([data ? 0xf5 : 0xf4]);
  if (typeof data === 'number') return data < 0 ? head(major.negative, -1 - data) : head(major.unsigned, data);
  if (typeof data === 'string') return withHead(major.text, Buffer.from(data));
  if (Array.isArray(data)) return Buffer.concat([head(major.array, data.length), ...data.map(encode)]);
  return encodeMap(data);
}

function encodeMap(data: { [key: string]: Data }): Buffer {
  const { $link: link, $bytes: bytes } = data;
  if (typeof link === 'string') return encodeLink(link);
  if (typeof bytes === 'string') return withHead(major.bytes, Buffer.from(bytes, 'base64'));
  const keys = Object.keys(data).map((key) => Buffer.from(key));
  keys.sort((a, b) => a.length - b.length || a.compare(b));
  const entries = keys.flatMap((key) => [withHead(major.text, key), encode(data[key.toString()] ?? null)]);
  return Buffer.concat([head(major.map, keys.length), ...entries]);
}

function encodeLink(cid: string): Buffer {
  const bytes = Buffer.concat([Buffer.from([0x00]), fromBase32(cid.slice(1))]);
  return Buffer.concat([head(major.tag, CID_TAG), withHead(major.bytes, bytes)]);
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((group) => Number.parseInt(group, 2)));
}

function withHead(type: number, bytes: Buffer): Buffer {
  return Buffer.concat([head(type, bytes.length), bytes]);
}

function head(type: number, value: number): Buffer {
  const first = type << 5;
  if (value < 24) return Buffer.from([first | value]);
  if (value < 0x100) return Buffer.from([first | 24, value]);
  if (value < 0x10000) return Buffer.from([first | 25, value >> 8, value & 0xff]);
  const wide = Buffer.alloc(value < 0x1_0000_0000 ? 5 : 9);
  wide[0] = first | (wide.length === 5 ? 26 : 27);
  if (wide.length === 5) wide.writeUInt32BE(value, 1);
  else wide.writeBigUInt64BE(BigInt(value), 1);
  return wide;
}
