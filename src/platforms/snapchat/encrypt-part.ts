import { createCipheriv } from 'node:crypto';

const BLOCK_BYTES = 16;

type Chained = { key: string; iv: string; isLast: boolean };

/**
 * A part of a file, encrypted with AES-256-CBC as it would be within the whole: chained by the block before it, and padded where it is the last.
 * https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement#encrypt-and-split-file
 */
export function encryptPart(plain: Buffer, { key, iv, isLast }: Chained): { bytes: Buffer; lastBlock: string } {
  const cipher = createCipheriv('aes-256-cbc', Buffer.from(key, 'base64'), Buffer.from(iv, 'base64'));
  cipher.setAutoPadding(isLast);
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { bytes, lastBlock: bytes.subarray(-BLOCK_BYTES).toString('base64') };
}
