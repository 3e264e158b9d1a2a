import { retryFailedPlatforms } from '../src/actions/retry-failed-platforms.ts';
import { builder } from './builder.ts';
import { postPayload, postPayloadType } from './post-payload.ts';
import { waitSecondsField } from './wait-seconds-field.ts';

const UnknownDecision = builder.enumType('UnknownDecision', {
  description: 'What to do with deliveries whose outcome is unknown.',
  values: {
    LOOK_UP: { description: 'Look at the network first, and publish again only what is surely not live.' },
    PUBLISH_AGAIN: { description: 'Publish again, even if that makes a second post.' },
    MARK_POSTED: { description: 'Take them as posted: a person saw them at the network.' },
  },
});

const RetryFailedPlatformsInput = builder.inputType('RetryFailedPlatformsInput', {
  description: 'A post whose failed deliveries are to be tried again.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The post’s id.' }),
    accountIds: t.idList({ description: 'Only the deliveries to these accounts. Null: every failed one.' }),
    unknown: t.field({
      type: UnknownDecision,
      defaultValue: 'LOOK_UP',
      description: 'What to do with deliveries whose outcome is unknown.',
    }),
    waitSeconds: waitSecondsField(t),
    idempotencyKey: t.string({
      description: 'The same key with the same input answers the same post again, for 24 hours.',
    }),
  }),
});

builder.mutationField('retryFailedPlatforms', (t) =>
  t.field({
    type: postPayloadType({
      name: 'RetryFailedPlatformsPayload',
      description: 'What came of retryFailedPlatforms.',
      replayed: true,
    }),
    description:
      'Tries the failed deliveries of a post again, from the segment that failed. What is live stays as it is.',
    args: { input: t.arg({ type: RetryFailedPlatformsInput, required: true, description: 'Which deliveries.' }) },
    resolve: (_root, { input }, context) => postPayload(retryFailedPlatforms(context, input)),
  }),
);
