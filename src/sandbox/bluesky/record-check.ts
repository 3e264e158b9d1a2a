import { jsonToLex, lexicons } from '@atproto/api';
import { z } from 'zod';
import type { Blobs } from './blobs.ts';
import { GATE, POST } from './collections.ts';
import { embedProblem, embedSchema } from './embeds.ts';
import { gateProblem } from './gates.ts';
import type { RecordData, Repos } from './repos.ts';
import { isTid } from './tid.ts';
import { refuse } from './xrpc.ts';

/** Collections whose lexicon the server knows and whose keys are timestamp identifiers. */
const knownCollections = [POST, GATE, 'app.bsky.feed.postgate'];

type Checked = {
  did: string;
  collection: string;
  rkey: string;
  value: RecordData;
  validate: boolean | undefined;
};

type Known = { repos: Repos; blobs: Blobs };

/** Checks a record as the server does. Gives the validation status that it answers, undefined where it was told not to look. */
export function checkRecord(
  { did, collection, rkey, value, validate }: Checked,
  { repos, blobs }: Known,
): 'valid' | 'unknown' | undefined {
  blobs.check(did, value);
  if (validate === false) return undefined;
  if (!knownCollections.includes(collection)) {
    if (validate === true) refuse('InvalidRequest', `Unknown lexicon type: ${collection}`);
    return 'unknown';
  }
  if (!isTid(rkey))
    refuse('InvalidRequest', `Invalid record key for ${collection}: Invalid TID string (got "${rkey}")`);
  const result = lexicons.validate(collection, jsonToLex(value));
  if (!result.success) refuse('InvalidRequest', `Invalid ${collection} record: ${result.error.message}`);
  if (collection === POST) checkPost(postSchema.parse(value), repos);
  const problem = collection === GATE ? gateProblem(value, { did, rkey }, repos) : null;
  if (problem !== null) refuse('InvalidRequest', `Invalid ${GATE} record: ${problem}`);
  return 'valid';
}

const linkSchema = z.object({ uri: z.string(), cid: z.string() });
const facetSchema = z.object({
  index: z.object({ byteStart: z.int(), byteEnd: z.int() }),
  features: z.array(
    z.object({ $type: z.string(), uri: z.string().optional(), tag: z.string().optional(), did: z.string().optional() }),
  ),
});

/** The parts of a post that pages show and that are checked beyond the lexicon. */
export const postSchema = z.object({
  text: z.string(),
  createdAt: z.string(),
  facets: z.array(facetSchema).default([]),
  reply: z.object({ root: linkSchema, parent: linkSchema }).optional(),
  embed: embedSchema.optional(),
});
export type Post = z.infer<typeof postSchema>;

// A real server keeps such posts, and readers see broken links and torn threads: refused here, so that a client's mistake shows.
function checkPost(post: Post, repos: Repos): void {
  const refused = post.embed === undefined ? null : embedProblem(post.embed);
  if (refused !== null) refuse(refused.error, refused.message);
  const problem = timeProblem(post) ?? facetProblem(post) ?? replyProblem(post, repos);
  if (problem !== null) refuse('InvalidRequest', `Invalid ${POST} record: ${problem}`);
}

function timeProblem({ createdAt }: Post): string | null {
  const isTime = z.iso.datetime({ offset: true }).safeParse(createdAt).success;
  return isTime ? null : 'Record/createdAt must be a datetime with a zone';
}

function facetProblem({ text, facets }: Post): string | null {
  const bytes = Buffer.from(text);
  const startsLetter = (offset: number): boolean => offset === bytes.length || ((bytes[offset] ?? 0) & 0xc0) !== 0x80;
  for (const [position, { index, features }] of facets.entries()) {
    const { byteStart, byteEnd } = index;
    const where = `Record/facets/${position}`;
    if (byteStart >= byteEnd || byteEnd > bytes.length) return `${where}/index must lie within the text`;
    if (!startsLetter(byteStart) || !startsLetter(byteEnd)) return `${where}/index must not cut a character`;
    if (features.length === 0) return `${where}/features must not be empty`;
    if (features.some(({ $type }) => !knownFeatures.has($type))) return `${where}/features has an unknown type`;
  }
  return null;
}

const knownFeatures = new Set(['link', 'mention', 'tag'].map((kind) => `app.bsky.richtext.facet#${kind}`));

function replyProblem({ reply }: Post, repos: Repos): string | null {
  if (reply === undefined) return null;
  for (const end of ['root', 'parent'] as const) {
    const record = repos.findUri(reply[end].uri);
    if (record === undefined) return `Record/reply/${end} does not exist: ${reply[end].uri}`;
    if (record.cid !== reply[end].cid) return `Record/reply/${end}/cid is not that of the record, ${record.cid}`;
  }
  const parent = postSchema.safeParse(repos.findUri(reply.parent.uri)?.value);
  const root = parent.data?.reply?.root.uri ?? reply.parent.uri;
  return root === reply.root.uri ? null : `Record/reply/root is not the root of the parent's thread, ${root}`;
}
