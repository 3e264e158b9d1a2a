import { createDecipheriv } from 'node:crypto';
import { mediaFacts } from '../media-facts.ts';
import type { World } from '../network.ts';
import type { Medium } from './media.ts';

const MIN_WIDTH = 540;
const MIN_HEIGHT = 960;

/** What is in a container, once all of it is there: the file, or what is wrong with it. */
export function decrypted(
  { key, iv, parts, type }: Medium,
  { files }: Pick<World, 'files'>,
): Pick<Medium, 'file' | 'problem'> {
  const encrypted = Buffer.concat(parts.map((part) => files.get(part.key) ?? Buffer.alloc(0)));
  const bytes = plainOf(encrypted, { key, iv });
  if (bytes === null)
    return { file: null, problem: 'The media cannot be decrypted with the key and IV that were given.' };
  const facts = mediaFacts(bytes);
  const isTaken =
    type === 'VIDEO' ? facts?.mimeType === 'video/mp4' : /^image\/(jpeg|png)$/.test(facts?.mimeType ?? '');
  if (facts === null || !isTaken) return { file: null, problem: `The media is no ${type} that Snapchat takes.` };
  const { mimeType, durationMs, width, height } = facts;
  const isSmall = width !== null && height !== null && (width < MIN_WIDTH || height < MIN_HEIGHT);
  const problem = isSmall ? `The media has less than ${MIN_WIDTH} × ${MIN_HEIGHT} pixels.` : null;
  return { file: { key: files.put(bytes), mimeType, durationMs }, problem };
}

function plainOf(encrypted: Buffer, { key, iv }: Pick<Medium, 'key' | 'iv'>): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key, 'base64'), Buffer.from(iv, 'base64'));
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    return null;
  }
}
