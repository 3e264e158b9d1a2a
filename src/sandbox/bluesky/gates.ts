import { z } from 'zod';
import { GATE, POST } from './collections.ts';
import { type Repos, uriOf } from './repos.ts';

const gateSchema = z.object({
  post: z.string(),
  allow: z.array(z.object({ $type: z.string() })).optional(),
});

const names: Readonly<Record<string, string>> = {
  [`${GATE}#mentionRule`]: 'mentioned',
  [`${GATE}#followerRule`]: 'followers',
  [`${GATE}#followingRule`]: 'followed',
};

// A real server keeps such gates, and its readers pass over them: refused here, so that a client's mistake shows.
export function gateProblem(value: unknown, { did, rkey }: { did: string; rkey: string }, repos: Repos): string | null {
  const { post } = gateSchema.parse(value);
  const expected = uriOf({ did, collection: POST, rkey });
  if (post !== expected) return `Record/post must be that of the same key, ${expected}`;
  return repos.findUri(post) === undefined ? `Record/post does not exist: ${post}` : null;
}

/** Who may reply to a post, in words, or null for everyone. */
export function gateNote(post: { did: string; rkey: string }, repos: Repos): string | null {
  const gate = gateSchema.safeParse(repos.find({ ...post, collection: GATE })?.value).data;
  if (gate?.allow === undefined) return null;
  const allowed = gate.allow.map(({ $type }) => names[$type] ?? $type);
  return `Replies: ${allowed.length === 0 ? 'nobody' : allowed.join(', ')}`;
}
