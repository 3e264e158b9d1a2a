import type { DeliveryError as ErrorShape } from '../src/domain/delivery-error.ts';
import type { WholeDelivery, WholePost } from '../src/queries/whole-post.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { DeliveryError } from './delivery-error.ts';
import { Channel } from './enums.ts';
import { Delivery } from './refs.ts';

type Shape = { delivery: WholeDelivery; error: ErrorShape };

/** The deliveries with an error: those that are FAILED, UNKNOWN or PAUSED. */
export function failedPlatforms({ deliveries }: WholePost): Shape[] {
  return deliveries.flatMap((delivery) => (delivery.error === null ? [] : { delivery, error: delivery.error }));
}

export const FailedPlatform = builder.objectRef<Shape>('FailedPlatform').implement({
  description: 'A delivery that is not live and will not become so by itself: why, and what to do.',
  fields: (t) => ({
    delivery: t.field({ type: Delivery, description: 'The delivery.', resolve: ({ delivery }) => delivery }),
    account: t.field({
      type: Account,
      description: 'The account that it goes to.',
      resolve: ({ delivery }) => delivery.account,
    }),
    channel: t.field({
      type: Channel,
      description: 'The channel that the account is on.',
      resolve: ({ delivery }) => delivery.account.network,
    }),
    error: t.expose('error', { type: DeliveryError, description: 'Why, and what to do.' }),
  }),
});
