import type { WholeAttempt, WholeSegment } from '../src/queries/whole-post.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { Container } from './container.ts';
import { DeliveryError } from './delivery-error.ts';
import { AttemptOutcomeEnum, DeliveryStatusEnum } from './enums.ts';
import { loadPart } from './load-part.ts';
import { Media } from './media.ts';
import { Delivery, Post } from './refs.ts';

const Segment = builder.objectRef<WholeSegment>('Segment').implement({
  description: 'One published piece of a delivery: what the account gets, and the remote id and URL that it got.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'An opaque id.' }),
    container: t.expose('container', { type: Container, description: 'The container that it comes from.' }),
    content: t.exposeString('content', { nullable: true, description: 'The text that this account gets.' }),
    media: t.expose('media', { type: [Media], description: 'The media that this account gets, in order.' }),
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'Where it stands.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'Where it was published; the account’s page while the network does not tell more.',
    }),
    remoteId: t.exposeString('remoteId', {
      nullable: true,
      description:
        'The network’s own id of it. Some tell it minutes or hours later: then it is filled in, with the url.',
    }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true, description: 'When it was published.' }),
    error: t.expose('error', {
      type: DeliveryError,
      nullable: true,
      description: 'Why it is FAILED, UNKNOWN or PAUSED; null otherwise.',
    }),
  }),
});

const Attempt = builder.node(builder.objectRef<WholeAttempt>('Attempt'), {
  description: 'One try at a delivery, with what came of it.',
  id: { resolve: (attempt) => attempt.id },
  loadWithoutCache: loadPart<WholeAttempt>,
  fields: (t) => ({
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
    outcome: t.expose('outcome', { type: AttemptOutcomeEnum, description: 'What came of it.' }),
    error: t.expose('error', { type: DeliveryError, nullable: true, description: 'Why it did not succeed.' }),
  }),
});

Delivery.implement({
  description: 'One post going to one account.',
  fields: (t) => ({
    post: t.expose('post', { type: Post, description: 'The post.' }),
    account: t.expose('account', { type: Account, description: 'The account that it goes to.' }),
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'Where it stands.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'Where the root was published; the account’s page while the network does not tell more.',
    }),
    remoteId: t.exposeString('remoteId', {
      nullable: true,
      description:
        'The network’s own id of the root. Some tell it minutes or hours later: then it is filled in, with the url.',
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When all of it was published.',
    }),
    segments: t.expose('segments', { type: [Segment], description: 'Its pieces, in publishing order.' }),
    attempts: t.expose('attempts', { type: [Attempt], description: 'The last 50 tries, oldest first.' }),
    error: t.expose('error', {
      type: DeliveryError,
      nullable: true,
      description: 'Why it is FAILED, UNKNOWN or PAUSED; null otherwise.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next; null while it runs, and once it has settled.',
    }),
  }),
});
