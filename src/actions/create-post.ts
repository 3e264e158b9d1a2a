import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { namesUrls, type PostInput } from '../domain/post-input.ts';
import type { Warning } from '../domain/refusal.ts';
import { checkInput, orRefuse } from './check-input.ts';
import type { ActionContext } from './context.ts';
import { type FetchedMedia, fetchMedia, keepFetched, nothingFetched } from './fetch-media.ts';
import { earlier, once, type Request } from './once.ts';
import { enqueuePublishing } from './post-jobs.ts';
import { waitUntilSettled } from './wait-until-settled.ts';
import { writePost } from './write-post.ts';

export type CreatePostInput = PostInput & {
  waitSeconds?: number | null | undefined;
  allowIncomplete?: boolean | null | undefined;
  idempotencyKey?: string | null | undefined;
};

/** What an action on a post gives back: the post is read by its id. */
export type PostWritten = { postId: string; warnings: readonly Warning[]; replayed: boolean };

/**
 * Makes a post: a draft, a scheduled one, or one that goes out now. What its media name by URL is fetched once all else is right.
 * @throws Refusal with everything that is wrong; nothing is written then.
 */
export async function createPost(context: ActionContext, input: CreatePostInput): Promise<PostWritten> {
  requireScope(context.actor, 'POSTS_WRITE');
  const { waitSeconds, allowIncomplete, idempotencyKey, ...post } = input;
  const request = { mutation: 'createPost', key: idempotencyKey, input: { ...post, allowIncomplete } };
  const written = (await earlier(context, request)) ?? (await write(context, request, { post, allowIncomplete }));
  await waitUntilSettled(context, { postId: written.postId, seconds: waitSeconds ?? 0 });
  return { warnings: [], ...written };
}

type Writing = Pick<CreatePostInput, 'allowIncomplete'> & { post: PostInput };

async function write(context: ActionContext, request: Request, { post, allowIncomplete }: Writing) {
  const judge = async (tx: Transaction, fetched: FetchedMedia = nothingFetched) =>
    orRefuse(await checkInput(tx, context, { input: post, fetched }), allowIncomplete);
  const fetched = namesUrls(post) ? await fetchMedia(context, (await judge(context.database)).draft) : nothingFetched;
  return once(context, request, async (tx) => {
    const { draft, checked } = await judge(tx, fetched);
    await keepFetched(tx, context, fetched);
    const { workspaceId } = context.actor;
    const postId = await writePost(tx, { workspaceId, draft, checked, now: context.clock.now() });
    const { timing } = checked;
    if (timing.start !== 'draft')
      await enqueuePublishing(context, tx, { postId, at: timing.start === 'at' ? timing.scheduledAt : null });
    return { postId, warnings: checked.warnings };
  });
}
