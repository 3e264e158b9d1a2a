import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type ByteRange, isKey, type ListedFile, type MediaStorage, placeOf } from './storage.ts';
import { withDraft } from './with-draft.ts';

type Options = {
  bucket: string;
  region: string;
  /** Null for Amazon’s own. Any other names the bucket in its path. */
  endpoint: string | null;
  /** What all names in the bucket begin with; empty or with a slash at its end. */
  prefix: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** A folder of this machine, for what is not whole yet. */
  incoming: string;
};

type Bucket = { client: S3Client; bucket: string; prefix: string };

const connectionTimeout = 5_000;
const socketTimeout = 30_000;

/** The storage answers, and refuses the bucket: something is configured wrong. */
export class BucketRefused extends Error {
  override readonly name = 'BucketRefused';
}

/**
 * Keeps media in a bucket of a storage that speaks S3. A file’s name is known once it is whole, so it comes to this machine’s disk first.
 * @throws BucketRefused where it cannot be used as configured.
 */
export async function openS3Storage({ bucket, prefix, incoming, ...place }: Options): Promise<MediaStorage> {
  const here = { client: openClient(place), bucket, prefix };
  await knock(here);
  return {
    incoming,
    async put(source, name) {
      return withDraft(incoming, source, async ({ file, hash, bytes }) => {
        const key = name ?? hash;
        const params = { ...nameOf(here, key), Body: createReadStream(file) };
        await new Upload({ client: here.client, params }).done();
        return { key, bytes };
      });
    },
    async find(key) {
      const found = await look(here, key);
      return found && { bytes: found.ContentLength ?? 0, read: (range) => Readable.from(read(here, key, range)) };
    },
    list: () => list(here),
    async remove(key, unlessPutSince) {
      const { LastModified: putAt } = (await look(here, key)) ?? {};
      if (putAt && putAt < unlessPutSince) await here.client.send(new DeleteObjectCommand(nameOf(here, key)));
    },
  };
}

/** Storages beside Amazon’s refuse checksums that they do not know: https://github.com/aws/aws-sdk-js-v3/issues/6810 */
function openClient({ endpoint, region, credentials }: Pick<Options, 'endpoint' | 'region' | 'credentials'>): S3Client {
  return new S3Client({
    region,
    credentials,
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout, socketTimeout },
  });
}

/** A storage that does not answer now may do so later. */
async function knock({ client, bucket }: Bucket): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status !== undefined && status < 500) throw new BucketRefused(`It answers ${status}.`);
  }
}

function nameOf({ bucket, prefix }: Bucket, key: string): { Bucket: string; Key: string } {
  return { Bucket: bucket, Key: `${prefix}${placeOf(key)}` };
}

async function look(here: Bucket, key: string): Promise<HeadObjectCommandOutput | null> {
  try {
    return await here.client.send(new HeadObjectCommand(nameOf(here, key)));
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}

async function* read(here: Bucket, key: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const part = range ? { Range: `bytes=${range.first}-${range.last}` } : {};
  const { Body } = await here.client.send(new GetObjectCommand({ ...nameOf(here, key), ...part }));
  if (Body instanceof Readable) yield* Body;
}

/** A bucket may hold more than media: whatever lies elsewhere is passed over. */
async function* list(here: Bucket): AsyncGenerator<ListedFile> {
  const { client, bucket, prefix } = here;
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }))
    for (const { Key = '', LastModified } of Contents) {
      const key = Key.slice(prefix.length + 3);
      if (LastModified && isKey(key) && Key === nameOf(here, key).Key) yield { key, putAt: LastModified };
    }
}
