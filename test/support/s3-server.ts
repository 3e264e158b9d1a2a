import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from '@20minutes/s3rver';

/** The one account of the server; its key is as public as its name. */
const account = 'S3RVER';

export type S3Server = AsyncDisposable & {
  endpoint: string;
  bucket: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** The file in which it keeps an object. */
  fileOf(name: string): string;
};

/** A server that speaks S3, with one empty bucket. It takes any signature of its account: it reads "/bucket/?list" as "/bucket?list". */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(path.join(tmpdir(), 'postern-s3-'));
  const bucket = 'postern-media';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    credentials: { accessKeyId: account, secretAccessKey: account },
    fileOf: (name) => path.join(directory, bucket, `${name}._S3rver_object`),
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
