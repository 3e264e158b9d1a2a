import {
  type PostValidation as PostValidationShape,
  type VariantContainer as VariantContainerShape,
  type Variant as VariantShape,
  validatePost,
} from '../src/actions/validate-post.ts';
import type { MediumUse } from '../src/domain/post-draft.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { CreatePostInput, toPostInput } from './create-post.ts';
import { MediaKindEnum, TextUnitEnum } from './enums.ts';
import { Link } from './link.ts';
import { Media } from './media.ts';
import { recipient } from './recipient.ts';
import { UserError, Warning } from './user-error.ts';

const VariantMedia = builder.objectRef<MediumUse>('VariantMedia').implement({
  description: 'A medium as an account would get it.',
  fields: (t) => ({
    media: t.field({
      type: Media,
      nullable: true,
      description: 'The medium of the library; null where there is none with this id, and where it is given by URL.',
      resolve: ({ id }, _args, { loaders }) => (id === null ? null : loaders.postMedium.load(id)),
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description: 'The URL that it is to be fetched from; null for a medium of the library.',
      resolve: ({ url }) => url,
    }),
    kind: t.field({
      type: MediaKindEnum,
      nullable: true,
      description: 'What it is, where that is known.',
      resolve: ({ facts }) => facts?.kind ?? null,
    }),
    altText: t.string({
      nullable: true,
      description: 'What it shows, in words.',
      resolve: ({ altText, facts }) => altText ?? facts?.altText ?? null,
    }),
  }),
});

const VariantContainer = builder.objectRef<VariantContainerShape>('VariantContainer').implement({
  description: 'A container as an account would get it.',
  fields: (t) => ({
    content: t.exposeString('content', { nullable: true, description: 'Its text.' }),
    length: t.exposeInt('length', { description: 'How long the text is, as the network counts.' }),
    limit: t.exposeInt('limit', { nullable: true, description: 'How long it may be; null where there is no limit.' }),
    unit: t.expose('unit', { type: TextUnitEnum, description: 'What length and limit count.' }),
    media: t.field({ type: [VariantMedia], description: 'Its media, in order.', resolve: ({ media }) => [...media] }),
  }),
});

const Variant = builder.objectRef<VariantShape>('Variant').implement({
  description: 'What one account would get of a post.',
  fields: (t) => ({
    account: t.field({
      type: Account,
      description: 'The account.',
      resolve: ({ accountId }, _args, context) => recipient(accountId, context),
    }),
    containers: t.expose('containers', { type: [VariantContainer], description: 'Its containers, in order.' }),
    link: t.expose('link', {
      type: Link,
      nullable: true,
      description: 'The link of its card; null where it is dropped.',
    }),
  }),
});

const PostValidation = builder.objectRef<PostValidationShape>('PostValidation').implement({
  description: 'What createPost would say of a post.',
  fields: (t) => ({
    valid: t.boolean({
      description: 'Whether it would be written.',
      resolve: ({ userErrors }) => userErrors.length === 0,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
    warnings: t.field({
      type: [Warning],
      description: 'Everything that is doubtful.',
      resolve: ({ warnings }) => [...warnings],
    }),
    variants: t.expose('variants', { type: [Variant], description: 'What each account would get.' }),
  }),
});

builder.queryField('validatePost', (t) =>
  t.field({
    type: PostValidation,
    description: 'Applies the very rules of createPost and publishPost. Writes and fetches nothing.',
    args: { input: t.arg({ type: CreatePostInput, required: true, description: 'The post.' }) },
    resolve: (_root, { input }, context) => validatePost(context, toPostInput(input)),
  }),
);
