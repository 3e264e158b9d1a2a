import DataLoader from 'dataloader';
import type { ActionContext } from '../src/actions/context.ts';
import { type IdKind, idKind } from '../src/domain/ids.ts';
import type { AccountView } from '../src/queries/account-view.ts';
import { type ApiKeyView, apiKeysByIds } from '../src/queries/api-keys-by-ids.ts';
import { accountsByIds } from '../src/queries/list-accounts.ts';
import { type PostPart, postPartsByIds } from '../src/queries/post-parts-by-ids.ts';
import { postsByIds } from '../src/queries/posts-by-ids.ts';
import type { WholePost } from '../src/queries/whole-post.ts';

/** Gathers what one operation asks for by id. Null for a malformed id, an unknown one and another workspace's. */
export type Loaders = {
  post: Loader<WholePost>;
  /** A post that this operation's mutation wrote. */
  writtenPost: Loader<WholePost>;
  account: Loader<AccountView>;
  writtenAccount: Loader<AccountView>;
  postPart: Loader<PostPart>;
  apiKey: Loader<ApiKeyView>;
};

type Loader<Item> = Pick<DataLoader<string, Item | null>, 'load' | 'loadMany'>;
type ByIds<Item> = (ids: readonly string[]) => Promise<Map<string, Item>>;

export function createLoaders(context: ActionContext): Loaders {
  return {
    post: loader(['Post'], (ids) => postsByIds(context, ids)),
    writtenPost: loader(['Post'], (ids) => postsByIds(context, ids, 'POSTS_WRITE')),
    account: loader(['Account'], (ids) => accountsByIds(context, ids)),
    writtenAccount: loader(['Account'], (ids) => accountsByIds(context, ids, 'ACCOUNTS_WRITE')),
    postPart: loader(['Container', 'Delivery', 'Attempt'], (ids) => postPartsByIds(context, ids)),
    apiKey: loader(['ApiKey'], (ids) => apiKeysByIds(context, ids)),
  };
}

/** Batches and keeps nothing: a later field of a mutation and a later event of a subscription must see later rows. */
function loader<Item>(kinds: readonly IdKind[], read: ByIds<Item>): Loader<Item> {
  const wellFormed = (id: string) => kinds.some((kind) => kind === idKind(id));
  return new DataLoader<string, Item | null>(
    async (ids) => {
      const found = await read(ids.filter(wellFormed));
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );
}
