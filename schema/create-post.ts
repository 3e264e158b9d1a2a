import { createPost } from '../src/actions/create-post.ts';
import { builder } from './builder.ts';
import { AccountOptionsInput, ChannelOptionsInput, toAccountOptions, toStoredOptions } from './channel-options.ts';
import { PostTypeEnum } from './enums.ts';
import { ContainerInput, LinkInput, MediaInput, OverrideInput } from './post-inputs.ts';
import { postPayload, postPayloadType } from './post-payload.ts';
import { waitSecondsField } from './wait-seconds-field.ts';

export const CreatePostInput = builder.inputType('CreatePostInput', {
  description: 'A post to be written.',
  fields: (t) => ({
    accounts: t.stringList({
      required: true,
      description:
        'Where it goes: account ids, network names ("bluesky") or usernames; capitals and a leading @ don’t matter. What matches several accounts selects all.',
    }),
    content: t.string({ description: 'The text of a post with one container. Not together with containers.' }),
    media: t.field({
      type: [MediaInput],
      description: 'The media of a post with one container. Not together with containers.',
    }),
    overrides: t.field({
      type: [OverrideInput],
      description: 'The overrides of a post with one container. Not together with containers.',
    }),
    containers: t.field({
      type: [ContainerInput],
      description:
        'The containers: the first is the root, the others are published as replies. Not together with content.',
    }),
    type: t.field({ type: PostTypeEnum, defaultValue: 'POST', description: 'What it is published as.' }),
    link: t.field({ type: LinkInput, description: 'A link to be shown as a card where the network has cards.' }),
    options: t.field({ type: ChannelOptionsInput, description: 'What single channels offer beside text and media.' }),
    accountOptions: t.field({
      type: [AccountOptionsInput],
      description: 'The same for single accounts: they beat options.',
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
    allowIncomplete: t.boolean({
      defaultValue: false,
      description:
        'Save a draft as it is: what is missing comes as warnings. Publishing and scheduling still refuse it. A medium that cannot be fetched is refused even so: there is nothing to save of it.',
    }),
    idempotencyKey: t.string({
      description: 'The same key with the same input answers the same post again, for 24 hours.',
    }),
  }),
});

/** The input as the action takes it. */
export function toPostInput(input: typeof CreatePostInput.$inferInput) {
  return { ...input, options: toStoredOptions(input.options), accountOptions: toAccountOptions(input.accountOptions) };
}

builder.mutationField('createPost', (t) =>
  t.field({
    type: postPayloadType({ name: 'CreatePostPayload', description: 'What came of createPost.', replayed: true }),
    description: 'Writes a post: a draft, a scheduled one, or one that is published at once.',
    args: { input: t.arg({ type: CreatePostInput, required: true, description: 'The post.' }) },
    resolve: (_root, { input }, context) => postPayload(createPost(context, toPostInput(input))),
  }),
);
