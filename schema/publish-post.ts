import { publishPost } from '../src/actions/publish-post.ts';
import { builder } from './builder.ts';
import { postPayload, postPayloadType } from './post-payload.ts';
import { waitSecondsField } from './wait-seconds-field.ts';

const PublishPostInput = builder.inputType('PublishPostInput', {
  description: 'A post to be published.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The post’s id.' }),
    expectedVersion: t.int({
      description: 'The version that the caller has seen: where the post has moved on, it is refused.',
    }),
    waitSeconds: waitSecondsField(t),
    idempotencyKey: t.string({
      description: 'The same key with the same input answers the same post again, for 24 hours.',
    }),
  }),
});

builder.mutationField('publishPost', (t) =>
  t.field({
    type: postPayloadType({ name: 'PublishPostPayload', description: 'What came of publishPost.', replayed: true }),
    description: 'Publishes a draft, or a scheduled post before its time.',
    args: { input: t.arg({ type: PublishPostInput, required: true, description: 'Which post.' }) },
    resolve: (_root, { input }, context) => postPayload(publishPost(context, input)),
  }),
);
