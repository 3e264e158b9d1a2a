import type { PostFilter } from '../src/queries/post-filter.ts';
import type { PostOrder } from '../src/queries/post-order.ts';
import { builder } from './builder.ts';
import { Channel, DeliveryStatusEnum, described, PostStatusEnum, PostTypeEnum } from './enums.ts';

export const PostFilterInput = builder.inputType('PostFilter', {
  description:
    'Which posts are wanted: those that pass everything that is given. Null asks for nothing, an empty list matches nothing. From is inclusive, to exclusive.',
  fields: (t) => ({
    statuses: t.field({ type: [PostStatusEnum], description: 'In one of these statuses.' }),
    deliveryStatuses: t.field({
      type: [DeliveryStatusEnum],
      description:
        'With a delivery in one of these statuses. Together with channels or accountIds: with one delivery that is all of it.',
    }),
    channels: t.field({ type: [Channel], description: 'Going to an account on one of these channels.' }),
    accountIds: t.idList({ description: 'Going to one of these accounts.' }),
    types: t.field({ type: [PostTypeEnum], description: 'Of one of these types.' }),
    occursFrom: t.field({ type: 'DateTime', description: 'With an occursAt at this time or later.' }),
    occursTo: t.field({ type: 'DateTime', description: 'With an occursAt before this time.' }),
    scheduledFrom: t.field({ type: 'DateTime', description: 'Scheduled for this time or later.' }),
    scheduledTo: t.field({ type: 'DateTime', description: 'Scheduled for a time before this.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Created at this time or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Created before this time.' }),
    search: t.string({
      description: 'With this text in any container or override, whatever its capitals. A blank text asks for nothing.',
    }),
  }),
});

export const PostOrderEnum = builder.enumType('PostOrder', {
  description: 'What posts are ordered by. Those without the time that it is about come last.',
  values: described<PostOrder>({
    CREATED_DESC: 'Newest first.',
    CREATED_ASC: 'Oldest first.',
    SCHEDULED_ASC: 'By scheduledAt, earliest first.',
    SCHEDULED_DESC: 'By scheduledAt, latest first.',
    OCCURS_ASC: 'By occursAt, earliest first.',
    OCCURS_DESC: 'By occursAt, latest first.',
  }),
});

/** A filter as queries take it: inside, a channel is its network's name. */
export function postFilter(input: FilterInput | null | undefined): PostFilter {
  if (input == null) return {};
  const { channels, ...filter } = input;
  return { ...filter, networks: channels };
}

type FilterInput = typeof PostFilterInput.$inferInput;
