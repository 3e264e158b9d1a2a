import { encodeEventCursor } from '../src/domain/event-cursor.ts';
import { Account } from './account.ts';
import { AccountOptions, accountOptionsOf } from './account-options.ts';
import { ChannelOptions } from './channel-options.ts';
import { Container } from './container.ts';
import { PostStatusEnum, PostTypeEnum } from './enums.ts';
import { FailedPlatform, failedPlatforms } from './failed-platform.ts';
import { Link } from './link.ts';
import { Delivery, Post } from './refs.ts';

Post.implement({
  description: 'What an author wrote, and what became of it on each account.',
  fields: (t) => ({
    workspaceId: t.exposeID('workspaceId', { description: 'The workspace that it belongs to.' }),
    type: t.expose('type', { type: PostTypeEnum, description: 'What it is published as.' }),
    status: t.expose('status', { type: PostStatusEnum, description: 'Where it stands.' }),
    isDraft: t.boolean({
      description: 'Whether nothing happens to it until it is published.',
      resolve: ({ status }) => status === 'DRAFT',
    }),
    content: t.string({
      nullable: true,
      description: 'The root container’s text.',
      resolve: ({ containers }) => containers[0]?.content ?? null,
    }),
    containers: t.expose('containers', {
      type: [Container],
      description: 'What was written, in order. The first is the root, the others are published as replies.',
    }),
    accounts: t.field({
      type: [Account],
      description: 'The accounts that it goes to.',
      resolve: ({ deliveries }) => deliveries.map(({ account }) => account),
    }),
    deliveries: t.expose('deliveries', { type: [Delivery], description: 'One per account.' }),
    failedPlatforms: t.field({
      type: [FailedPlatform],
      description: 'One entry per delivery that is FAILED, UNKNOWN or PAUSED: why, and what to do.',
      resolve: failedPlatforms,
    }),
    link: t.expose('link', { type: Link, nullable: true, description: 'The link that is shown as a card.' }),
    options: t.field({
      type: ChannelOptions,
      nullable: true,
      description: 'What was chosen for single channels beside text and media; null where nothing was.',
      resolve: ({ options }) => (options && Object.keys(options).length > 0 ? options : null),
    }),
    accountOptions: t.field({
      type: [AccountOptions],
      description: 'The same for single accounts.',
      resolve: ({ accountOptions, deliveries }) => accountOptionsOf(accountOptions ?? [], deliveries),
    }),
    scheduledAt: t.expose('scheduledAt', { type: 'DateTime', nullable: true, description: 'When it is to go out.' }),
    occursAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Its place in a calendar: scheduledAt, else when publishing started.',
      resolve: ({ scheduledAt, startedAt }) => scheduledAt ?? startedAt,
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the first delivery was posted; later retries don’t move it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    version: t.exposeInt('version', { description: 'Counts the author’s changes.' }),
    eventCursor: t.string({
      description: 'No later than this data: pass it as `after` to postStatusChanged to miss nothing since.',
      resolve: ({ eventSeq }) => encodeEventCursor(eventSeq),
    }),
  }),
});
