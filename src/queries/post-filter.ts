import type { DeliveryStatus, PostStatus, PostType } from '../domain/statuses.ts';

type Maybe<Value> = Value | null | undefined;

/** Null = no filter; an empty list matches nothing. */
export type PostFilter = {
  statuses?: Maybe<readonly PostStatus[]>;
  types?: Maybe<readonly PostType[]>;
  deliveryStatuses?: Maybe<readonly DeliveryStatus[]>;
  networks?: Maybe<readonly string[]>;
  accountIds?: Maybe<readonly string[]>;
  occursFrom?: Maybe<Date>;
  occursTo?: Maybe<Date>;
  scheduledFrom?: Maybe<Date>;
  scheduledTo?: Maybe<Date>;
  createdFrom?: Maybe<Date>;
  createdTo?: Maybe<Date>;
  search?: Maybe<string>;
};

/** A filter within a workspace. */
export type Wanted = { workspaceId: string; filter: PostFilter };
