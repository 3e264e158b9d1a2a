import { createPost } from '../src/actions/create-post.ts';
import { builder } from './builder.ts';
import { postPayload, postPayloadType } from './post-payload.ts';
import { waitSecondsField } from './wait-seconds-field.ts';

const ContainerInput = builder.inputType('ContainerInput', {
  description: 'One segment of a post.',
  fields: (t) => ({ content: t.string({ description: 'Its text.' }) }),
});

const CreatePostInput = builder.inputType('CreatePostInput', {
  description: 'A post to be written.',
  fields: (t) => ({
    accounts: t.stringList({
      required: true,
      description:
        'Where it goes: account ids, network names ("bluesky") or usernames; capitals and a leading @ don’t matter. What matches several accounts selects all.',
    }),
    content: t.string({ description: 'The text of a post with one container. Not together with containers.' }),
    containers: t.field({
      type: [ContainerInput],
      description:
        'The containers: the first is the root, the others are published as replies. Not together with content.',
    }),
    scheduledAt: t.field({
      type: 'DateTime',
      description: 'When it is to go out. In the past: at once. Not together with publish.',
    }),
    publish: t.boolean({
      defaultValue: false,
      description: 'Publish it at once. Without this and without scheduledAt it becomes a draft.',
    }),
    waitSeconds: waitSecondsField(t),
  }),
});

builder.mutationField('createPost', (t) =>
  t.field({
    type: postPayloadType('CreatePostPayload', 'What came of createPost.'),
    description: 'Writes a post: a draft, a scheduled one, or one that is published at once.',
    args: { input: t.arg({ type: CreatePostInput, required: true, description: 'The post.' }) },
    resolve: (_root, { input }, context) => {
      const { accounts, content = null, scheduledAt = null, publish = null, waitSeconds = null } = input;
      const containers = input.containers?.map(({ content: text = null }) => ({ content: text })) ?? null;
      return postPayload(createPost(context, { accounts, content, containers, scheduledAt, publish, waitSeconds }));
    },
  }),
);
