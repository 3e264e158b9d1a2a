import { publishPost } from '../src/actions/publish-post.ts';
import { builder } from './builder.ts';
import { postPayload, postPayloadType } from './post-payload.ts';
import { waitSecondsField } from './wait-seconds-field.ts';

const PublishPostInput = builder.inputType('PublishPostInput', {
  description: 'A post to be published.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The post’s id.' }),
    waitSeconds: waitSecondsField(t),
  }),
});

builder.mutationField('publishPost', (t) =>
  t.field({
    type: postPayloadType('PublishPostPayload', 'What came of publishPost.'),
    description: 'Publishes a draft, or a scheduled post before its time.',
    args: { input: t.arg({ type: PublishPostInput, required: true, description: 'Which post.' }) },
    resolve: (_root, { input: { id, waitSeconds = null } }, context) =>
      postPayload(publishPost(context, { id, waitSeconds })),
  }),
);
