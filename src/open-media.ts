import path from 'node:path';
import { type Config, ConfigError, type Secrets } from './config.ts';
import { createLocalStorage } from './media/local-storage.ts';
import { createMediaLinks, type MediaLinks } from './media/media-links.ts';
import type { MediaStorage } from './media/storage.ts';
import { publicUrlOf } from './public-url.ts';

type Opening = {
  config: Config;
  secrets: Secrets;
  /** Where this process serves. */
  url: string;
  mediaLinkKey: Buffer;
};

/** Where media are kept, and how they are linked. */
export async function openMedia({ config, secrets, url, mediaLinkKey }: Opening): Promise<{
  storage: MediaStorage;
  links: MediaLinks;
}> {
  const folder = path.join(config.dataDir, 'media');
  const links = createMediaLinks({ publicUrl: publicUrlOf(config, url), key: mediaLinkKey });
  return { storage: (await openBucket(config, secrets, folder)) ?? createLocalStorage(folder), links };
}

/** The client is loaded where there is a bucket, and nowhere else: it takes its time. */
async function openBucket({ bucket }: Config, { bucketKeys }: Secrets, folder: string): Promise<MediaStorage | null> {
  if (bucket === null || bucketKeys === null) return null;
  const { BucketRefused, openS3Storage } = await import('./media/s3-storage.ts');
  try {
    return await openS3Storage({ ...bucket, credentials: bucketKeys, incoming: path.join(folder, 'incoming') });
  } catch (error) {
    if (!(error instanceof BucketRefused)) throw error;
    const what = `the bucket ${bucket.bucket} cannot be used. ${error.message}`;
    throw new ConfigError([`S3_BUCKET: ${what} Look at S3_REGION, S3_ENDPOINT and the two keys as well.`]);
  }
}
