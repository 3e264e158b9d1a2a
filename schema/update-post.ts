import { updatePost } from '../src/actions/update-post.ts';
import { builder } from './builder.ts';
import { AccountOptionsInput, ChannelOptionsInput, toAccountOptions, toStoredOptions } from './channel-options.ts';
import { PostTypeEnum } from './enums.ts';
import { ContainerInput, LinkInput, MediaInput, OverrideInput } from './post-inputs.ts';
import { postPayload, postPayloadType } from './post-payload.ts';

const UpdatePostInput = builder.inputType('UpdatePostInput', {
  description:
    'Changes of a draft or a scheduled post: a field left out stays, a given one replaces the old value whole, null clears it.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The post’s id.' }),
    expectedVersion: t.int({
      description: 'The version that the change was made for: where the post has moved on, it is refused.',
    }),
    accounts: t.stringList({ description: 'Where it goes, as in createPost.' }),
    content: t.string({ description: 'The text of a post with one container.' }),
    media: t.field({ type: [MediaInput], description: 'The media of a post with one container.' }),
    overrides: t.field({ type: [OverrideInput], description: 'The overrides of a post with one container.' }),
    containers: t.field({ type: [ContainerInput], description: 'All containers anew.' }),
    type: t.field({ type: PostTypeEnum, description: 'What it is published as.' }),
    link: t.field({ type: LinkInput, description: 'The link.' }),
    options: t.field({ type: ChannelOptionsInput, description: 'All channels’ options anew.' }),
    accountOptions: t.field({ type: [AccountOptionsInput], description: 'All accounts’ options anew.' }),
    scheduledAt: t.field({
      type: 'DateTime',
      description: 'When it is to go out: null makes a scheduled post a draft, a time in the past publishes it.',
    }),
    allowIncomplete: t.boolean({
      defaultValue: false,
      description: 'Save a draft as it is, with what is missing as warnings, as in createPost.',
    }),
  }),
});

builder.mutationField('updatePost', (t) =>
  t.field({
    type: postPayloadType({ name: 'UpdatePostPayload', description: 'What came of updatePost.', replayed: false }),
    description:
      'Changes a draft or a scheduled post. The result is looked at as a whole; a post that has started is IMMUTABLE.',
    args: { input: t.arg({ type: UpdatePostInput, required: true, description: 'The changes.' }) },
    resolve: (_root, { input }, context) => {
      const { options, accountOptions, ...rest } = input;
      const given = {
        ...(options === undefined ? {} : { options: toStoredOptions(options) }),
        ...(accountOptions === undefined ? {} : { accountOptions: toAccountOptions(accountOptions) }),
      };
      return postPayload(updatePost(context, { ...rest, ...given }));
    },
  }),
);
