import type { Transaction } from '../database/prisma.ts';
import type { AccountOptionsDraft, LinkDraft, MediumUse, OptionsByNetwork, PostDraft } from '../domain/post-draft.ts';
import type { PostType } from '../domain/statuses.ts';
import { toMediumFacts } from './read-post-facts.ts';

/** A post as its author left it, in the form that the rules read. */
export async function readStoredDraft(tx: Transaction, postId: string): Promise<PostDraft> {
  const inOrder = { orderBy: { position: 'asc' }, include: { media: true } } as const;
  const post = await tx.post.findUniqueOrThrow({
    where: { id: postId },
    include: {
      deliveries: { select: { accountId: true }, orderBy: { id: 'asc' } },
      containers: {
        orderBy: { position: 'asc' },
        include: { media: inOrder, overrides: { orderBy: { id: 'asc' }, include: { media: inOrder } } },
      },
    },
  });
  return {
    accounts: post.deliveries.map(({ accountId }) => accountId),
    type: post.type as PostType,
    containers: post.containers.map((container) => ({
      content: container.content,
      media: container.media.filter(({ overrideId }) => overrideId === null).map(toUse),
      overrides: container.overrides.map(({ channel, accountId, content, replacesMedia, media }) => ({
        channel,
        accountId,
        content,
        media: replacesMedia ? media.map(toUse) : null,
      })),
    })),
    // These were written by this code, from drafts.
    link: post.link as LinkDraft | null,
    options: (post.options ?? {}) as OptionsByNetwork,
    accountOptions: (post.accountOptions ?? []) as AccountOptionsDraft[],
    scheduledAt: post.scheduledAt,
    publish: false,
    formErrors: [],
    shorthand: false,
    places: {
      accounts: 'post',
      type: 'post',
      containers: 'post',
      link: 'post',
      options: 'post',
      accountOptions: 'post',
      scheduledAt: 'post',
    },
  };
}

type UseRow = { mediaId: string; altText: string | null; media: Parameters<typeof toMediumFacts>[0] };

/** A medium that was deleted since still belongs to what was written with it. */
function toUse({ mediaId, altText, media }: UseRow): MediumUse {
  return { id: mediaId, url: null, altText, facts: toMediumFacts(media) };
}
