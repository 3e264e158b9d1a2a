import { requireScope } from '../domain/actor.ts';
import { type PostInput, planPost } from '../domain/plan-post.ts';
import { Refusal, type Warning } from '../domain/refusal.ts';
import type { AccountStatus } from '../domain/statuses.ts';
import { networkNamed, platformOf } from '../platforms/index.ts';
import type { ActionContext } from './context.ts';
import { enqueuePublishing } from './post-jobs.ts';
import { waitUntilSettled } from './wait-until-settled.ts';
import { writePost } from './write-post.ts';

export type CreatePostInput = PostInput & { waitSeconds?: number | null };

/** What an action on a post gives back: the post is read by its id. */
export type PostWritten = { postId: string; warnings: readonly Warning[] };

/**
 * Makes a post: a draft, a scheduled one, or one that goes out now.
 * @throws Refusal with everything that is wrong; nothing is written then.
 */
export async function createPost(context: ActionContext, input: CreatePostInput): Promise<PostWritten> {
  const { actor, database, clock, limits } = context;
  requireScope(actor, 'POSTS_WRITE');
  const { workspaceId } = actor;
  const now = clock.now();
  const facts = {
    profileOf,
    networkNamed,
    now,
    maxScheduleDays: limits.maxScheduleDays,
    maxContainers: limits.maxContainers,
  };
  const plan = planPost(input, { ...facts, accounts: await connectedAccounts(context) });
  if (plan.userErrors.length > 0) throw new Refusal(plan.userErrors, plan.warnings);

  const postId = await database.$transaction(async (tx) => {
    const id = await writePost(tx, { workspaceId, plan, now });
    if (plan.timing.start === 'draft') return id;
    const at = plan.timing.start === 'at' ? plan.timing.scheduledAt : null;
    await enqueuePublishing(context, tx, { postId: id, at });
    return id;
  });
  if (plan.timing.start === 'now') await waitUntilSettled(context, { postId, seconds: input.waitSeconds ?? 0 });
  return { postId, warnings: plan.warnings };
}

async function connectedAccounts({ database, actor, limits }: ActionContext) {
  const rows = await database.account.findMany({
    where: { workspaceId: actor.workspaceId },
    select: { id: true, channel: true, username: true, status: true, textLimit: true },
    orderBy: { id: 'asc' },
    take: limits.maxAccounts,
  });
  return rows.map((row) => ({ ...row, status: row.status as AccountStatus }));
}

function profileOf(network: string) {
  return platformOf(network).profile;
}
