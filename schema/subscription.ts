import { encodeEventCursor } from '../src/domain/event-cursor.ts';
import type { PostEvent } from '../src/events/post-event.ts';
import { postEvents } from '../src/queries/post-events.ts';
import { builder } from './builder.ts';
import { DeliveryStatusEnum, PostStatusEnum } from './enums.ts';
import { Delivery, Post } from './refs.ts';

const PostStatusEvent = builder.objectRef<PostEvent>('PostStatusEvent').implement({
  description:
    'A status change. Its status fields are the values at the event; post and delivery are as they are when read.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Its place in the log: pass it as `after` to go on from here.',
      resolve: ({ seq }) => encodeEventCursor(seq),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    postId: t.exposeID('postId', { description: 'The post’s id.' }),
    post: t.field({
      type: Post,
      nullable: true,
      description: 'The post; null once it is deleted.',
      resolve: ({ postId }, _args, { loaders }) => loaders.post.load(postId),
    }),
    previousStatus: t.expose('previousStatus', {
      type: PostStatusEnum,
      nullable: true,
      description: 'The post’s status before; null: it was created.',
    }),
    status: t.expose('status', {
      type: PostStatusEnum,
      nullable: true,
      description: 'The post’s status after; null: it was deleted.',
    }),
    delivery: t.field({
      type: Delivery,
      nullable: true,
      description: 'The delivery that moved. Without one the event is the post’s own move.',
      resolve: async ({ postId, deliveryId }, _args, { loaders }) => {
        if (deliveryId === null) return null;
        const post = await loaders.post.load(postId);
        return post?.deliveries.find(({ id }) => id === deliveryId) ?? null;
      },
    }),
    previousDeliveryStatus: t.expose('previousDeliveryStatus', {
      type: DeliveryStatusEnum,
      nullable: true,
      description: 'The delivery’s status before.',
    }),
    deliveryStatus: t.expose('deliveryStatus', {
      type: DeliveryStatusEnum,
      nullable: true,
      description: 'The delivery’s status after.',
    }),
  }),
});

builder.subscriptionField('postStatusChanged', (t) =>
  t.field({
    type: PostStatusEvent,
    description:
      'Status changes as they happen, of one post or of the whole workspace. With `after`: first every one since, then live ones, no gap and no repeat.',
    args: {
      postId: t.arg.id({ description: 'Only events of this post. An unknown one is an error.' }),
      after: t.arg.string({
        description: 'The cursor of an event, a post or a page of posts. Without: live events from now on.',
      }),
    },
    subscribe: (_root, args, context) => postEvents(context, args),
    resolve: (event) => event,
  }),
);
