import DataLoader from 'dataloader';
import type { ActionContext } from '../src/actions/context.ts';
import { type IdKind, idKind } from '../src/domain/ids.ts';
import type { AccountView } from '../src/queries/account-view.ts';
import { type ApiKeyView, apiKeysByIds } from '../src/queries/api-keys-by-ids.ts';
import { accountsByIds } from '../src/queries/list-accounts.ts';
import { mediaByIds } from '../src/queries/media-by-ids.ts';
import { mediaInUse } from '../src/queries/media-in-use.ts';
import type { MediaView } from '../src/queries/media-view.ts';
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
  /** An account that a post which this operation writes goes to. */
  recipient: Loader<AccountView>;
  media: Loader<MediaView>;
  writtenMedia: Loader<MediaView>;
  /** A medium of a post that this operation writes. */
  postMedium: Loader<MediaView>;
  mediaInUse: Loader<boolean>;
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
    recipient: loader(['Account'], (ids) => accountsByIds(context, ids, 'POSTS_WRITE')),
    media: loader(['Media'], (ids) => mediaByIds(context, ids)),
    writtenMedia: loader(['Media'], (ids) => mediaByIds(context, ids, 'MEDIA_WRITE')),
    postMedium: loader(['Media'], (ids) => mediaByIds(context, ids, 'POSTS_WRITE')),
    mediaInUse: loader(['Media'], (ids) => mediaInUse(context, ids)),
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
