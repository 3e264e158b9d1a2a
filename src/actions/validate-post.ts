import { requireScope } from '../domain/actor.ts';
import { allowIncomplete } from '../domain/allow-incomplete.ts';
import { showsLink } from '../domain/check-link.ts';
import type { CheckedPost } from '../domain/check-post.ts';
import { lengthFor, limitsOf } from '../domain/check-texts.ts';
import { type LinkDraft, type MediumUse, optionsFor, type PostDraft, type Target } from '../domain/post-draft.ts';
import type { TextUnit } from '../domain/profile.ts';
import { resolveVariant } from '../domain/variant.ts';
import { checkInput } from './check-input.ts';
import type { ActionContext } from './context.ts';
import type { CreatePostInput } from './create-post.ts';

/** What one account would get of a post. */
export type Variant = { accountId: string; containers: VariantContainer[]; link: LinkDraft | null };
export type VariantContainer = {
  content: string | null;
  length: number;
  limit: number | null;
  unit: TextUnit;
  media: readonly MediumUse[];
};
export type PostValidation = Pick<CheckedPost, 'userErrors' | 'warnings'> & { variants: Variant[] };

/** What createPost would say of an input, from the very same rules. Writes and fetches nothing. */
export async function validatePost(context: ActionContext, input: CreatePostInput): Promise<PostValidation> {
  requireScope(context.actor, 'POSTS_WRITE');
  const { draft, checked } = await checkInput(context.database, context, { input });
  const { userErrors, warnings } = input.allowIncomplete === true ? allowIncomplete(checked) : checked;
  return { userErrors, warnings, variants: checked.targets.map((target) => variantOf(draft, target)) };
}

function variantOf(draft: PostDraft, target: Target): Variant {
  const { account } = target;
  const { options } = optionsFor(draft, target);
  const containers = draft.containers.map((container, position): VariantContainer => {
    const { content, media } = resolveVariant(container, { accountId: account.id, channel: account.channel });
    const [limit] = limitsOf(target, draft, position);
    const unit = limit?.unit ?? 'CODE_POINTS';
    return {
      content,
      length: lengthFor(target, { text: content ?? '', options, unit }),
      limit: limit?.max ?? null,
      unit,
      media,
    };
  });
  return { accountId: account.id, containers, link: showsLink(draft, target) ? draft.link : null };
}
