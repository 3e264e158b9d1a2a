import { z } from 'zod';
import { mediaFacts } from '../media-facts.ts';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import { type Blobs, blobSchema } from './blobs.ts';
import { rawCidOf } from './cid.ts';
import { checkServiceToken, serverDid } from './service-auth.ts';
import { nextTid } from './tid.ts';
import { format, params, refuse } from './xrpc.ts';

const MAX_BYTES = 300_000_000;
const SMALL_BODY = 150 * 1024;

const jobSchema = z.object({
  jobId: z.string(),
  did: z.string(),
  cid: z.string(),
  /** Of the sandbox's files. */
  key: z.string(),
  readyAt: z.iso.datetime(),
  canBeRead: z.boolean(),
  blob: blobSchema.nullable(),
});
type Job = z.infer<typeof jobSchema>;

type Parts = { world: World; blobs: Blobs };

/** The video service: it works on a video, then uploads it to the account's server by a token that the account gave it. */
export function videoOperations({ world, blobs }: Parts): Operation[] {
  const jobs = world.store.table('bluesky/videos', jobSchema);
  const operation = (method: Operation['method'], verb: string, run: Operation['run']): Operation => {
    const name = `app.bsky.video.${verb}`;
    const maxBodyBytes = method === 'POST' ? MAX_BYTES + 1 : SMALL_BODY;
    return { name, method, path: `/xrpc/${name}`, publishes: false, maxBodyBytes, run };
  };

  const upload = (incoming: Incoming): Answer => {
    const did = uploaderOf(incoming, world);
    const { bytes } = incoming;
    checkVideo(incoming);
    const cid = rawCidOf(bytes);
    const known = jobs.rows().find((job) => job.did === did && job.cid === cid && job.blob !== null);
    if (known !== undefined) {
      const { jobId } = known;
      const message = 'Video already processed';
      return { status: 409, body: { did, error: 'already_exists', jobId, message, state: 'JOB_STATE_COMPLETED' } };
    }
    const job: Job = {
      jobId: nextTid(world.now()),
      did,
      cid,
      key: world.files.put(bytes),
      readyAt: new Date(world.now().getTime() + world.processingMs).toISOString(),
      canBeRead: mediaFacts(bytes)?.durationMs !== null,
      blob: null,
    };
    jobs.set(job.jobId, job);
    return { status: 200, body: { jobId: job.jobId, did, state: 'JOB_STATE_CREATED', progress: 0 } };
  };

  /** What the service has made of the video is on the account's server from here on; played, it is the same file. */
  const complete = (job: Job, bytes: Buffer): Answer => {
    const blob = job.blob ?? blobs.keep(job.did, bytes, 'video/mp4');
    jobs.set(job.jobId, { ...job, blob });
    return statusAnswer(job, { state: 'JOB_STATE_COMPLETED', progress: 100, blob });
  };

  const status = (incoming: Incoming): Answer => {
    const { jobId } = params(incoming, z.object({ jobId: z.string() }));
    const job = jobs.get(jobId) ?? refuse('InvalidRequest', 'job not found');
    if (Date.parse(job.readyAt) > world.now().getTime())
      return statusAnswer(job, { state: 'JOB_STATE_ENCODING', progress: 50 });
    const bytes = world.files.get(job.key);
    if (job.canBeRead && bytes !== null) return complete(job, bytes);
    const failure = { error: 'encoding failed', failureCode: 'encoding_failure' };
    return statusAnswer(job, { state: 'JOB_STATE_FAILED', ...failure });
  };

  return [operation('POST', 'uploadVideo', upload), operation('GET', 'getJobStatus', status)];
}

function statusAnswer({ jobId, did }: Job, told: object): Answer {
  return { status: 200, body: { jobStatus: { jobId, did, ...told } } };
}

const uploadSchema = z.object({ did: format.identifier, name: z.string().min(1) });

/** The account whose server the token is for. */
function uploaderOf(incoming: Incoming, world: World): string {
  const claims = checkServiceToken(incoming.headers.get('authorization'), world.now());
  const { did } = params(incoming, uploadSchema);
  if (claims.iss !== did) refuse('AuthenticationRequired', 'token is not of this account');
  if (claims.aud !== serverDid(world.url())) refuse('AuthenticationRequired', 'token is not for the account’s server');
  if (claims.lxm !== 'com.atproto.repo.uploadBlob') refuse('AuthenticationRequired', 'token does not allow uploads');
  return did;
}

function checkVideo({ headers, bytes }: Incoming): void {
  const encoding = headers.get('content-type');
  if (encoding !== 'video/mp4') refuse('InvalidRequest', `Wrong request encoding (Content-Type): ${encoding}`);
  if (bytes.length > MAX_BYTES) {
    const size = `file size (${bytes.length} bytes) is larger than the maximum allowed size (${MAX_BYTES} bytes)`;
    refuse('InvalidRequest', size);
  }
  if (mediaFacts(bytes)?.mimeType !== 'video/mp4') refuse('InvalidRequest', 'invalid video file');
}
