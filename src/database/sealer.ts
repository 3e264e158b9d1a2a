import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps secrets in columns: unreadable without the key, and of no use in another row. */
export type Sealer = {
  /** Encrypts a text for the row with that id. */
  seal(plain: string, rowId: string): string;
  /** Decrypts what `seal` gave for the same row. Throws a SealError, which never holds the content. */
  open(envelope: string, rowId: string): string;
};

export type SealingKey = { id: string; key: Buffer };

class SealError extends Error {
  override readonly name = 'SealError';
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** v1.<key id>.<iv>.<tag>.<ciphertext>, the last three in base64url. */
const envelopePattern = /^v1\.([\w-]+)\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/;

/** Seals with the first key, and opens with all of them: so keys are rotated. */
export function createSealer(keys: Buffer | readonly [SealingKey, ...SealingKey[]], keyId = 'k1'): Sealer {
  const [first, ...older] = Buffer.isBuffer(keys) ? [{ id: keyId, key: keys }] : keys;
  for (const { id, key } of [first, ...older]) requireUsable(id, key);
  const keyById = new Map([...older, first].map(({ id, key }) => [id, key]));
  return {
    seal: (plain, rowId) => seal(plain, rowId, first),
    open: (envelope, rowId) => open(envelope, rowId, keyById),
  };
}

function requireUsable(id: string, key: Buffer): void {
  if (!/^[\w-]+$/.test(id)) throw new SealError(`"${id}" can't be the id of a key: letters, digits, - and _ can.`);
  if (key.length !== KEY_BYTES) throw new SealError(`The key "${id}" has ${key.length} bytes; it needs ${KEY_BYTES}.`);
}

function seal(plain: string, rowId: string, { id, key }: SealingKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(rowId));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return ['v1', id, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

function open(envelope: string, rowId: string, keyById: ReadonlyMap<string, Buffer>): string {
  const [, id = '', iv = '', tag = '', sealed = ''] = envelopePattern.exec(envelope) ?? [];
  if (id === '') throw new SealError(`What ${rowId} keeps is not an envelope of Postern's.`);
  const key = keyById.get(id);
  if (key === undefined) {
    throw new SealError(
      `What ${rowId} keeps was sealed with the key "${id}", which is not set. Set it among the keys.`,
    );
  }
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(rowId));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  try {
    return Buffer.concat([decipher.update(sealed, 'base64url'), decipher.final()]).toString('utf8');
  } catch {
    throw new SealError(
      `What ${rowId} keeps can't be opened: it was altered, belongs to another row, or the key "${id}" is another.`,
    );
  }
}
