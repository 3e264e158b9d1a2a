import type { MediaRule as MediaRuleShape, Profile } from '../src/domain/profile.ts';
import { platforms } from '../src/platforms/index.ts';
import { builder } from './builder.ts';
import { Channel, MediaKindEnum, PostTypeEnum, ReplyKindEnum, TextUnitEnum } from './enums.ts';

const MediaRule = builder.objectRef<MediaRuleShape>('MediaRule').implement({
  description: 'What one type of post on a channel may carry of one kind of media.',
  fields: (t) => ({
    type: t.expose('type', { type: PostTypeEnum, description: 'The type of post that this is about.' }),
    kind: t.expose('kind', { type: MediaKindEnum, description: 'The kind of media that this is about.' }),
    mimeTypes: t.stringList({
      description: 'The formats that the channel takes.',
      resolve: (rule) => [...rule.mimeTypes],
    }),
    minCount: t.exposeInt('minCount', { description: 'How many at least.' }),
    maxCount: t.exposeInt('maxCount', { description: 'How many at most.' }),
    maxBytes: t.exposeFloat('maxBytes', { nullable: true, description: 'The size of one file at most.' }),
    minDurationMs: t.exposeInt('minDurationMs', { nullable: true, description: 'How long at least, in milliseconds.' }),
    maxDurationMs: t.exposeInt('maxDurationMs', { nullable: true, description: 'How long at most, in milliseconds.' }),
    minAspect: t.exposeFloat('minAspect', { nullable: true, description: 'Width by height, at least.' }),
    maxAspect: t.exposeFloat('maxAspect', { nullable: true, description: 'Width by height, at most.' }),
    minSide: t.exposeInt('minSide', { nullable: true, description: 'How many pixels each side has at least.' }),
    maxWidth: t.exposeInt('maxWidth', { nullable: true, description: 'How many pixels wide at most.' }),
    maxShortSide: t.int({
      nullable: true,
      description: 'How many pixels the shorter side has at most. An image with more is made smaller.',
      resolve: ({ maxSides }) => maxSides?.short ?? null,
    }),
    maxLongSide: t.int({
      nullable: true,
      description: 'How many pixels the longer side has at most. An image with more is made smaller.',
      resolve: ({ maxSides }) => maxSides?.long ?? null,
    }),
    oneSize: t.exposeBoolean('oneSize', {
      description: 'Whether several in one container have to have the same width and height.',
    }),
  }),
});

const ChannelProfile = builder.objectRef<Profile & { available: boolean }>('ChannelProfile').implement({
  description: 'What a channel takes and can do, as data.',
  fields: (t) => ({
    channel: t.expose('network', { type: Channel, description: 'The channel.' }),
    network: t.exposeString('network', { description: 'Its name as `accounts:` takes it.' }),
    aliases: t.stringList({
      description: 'Other names that `accounts:` takes.',
      resolve: ({ aliases }) => [...aliases],
    }),
    label: t.exposeString('label', { description: 'Its name as people write it.' }),
    available: t.exposeBoolean('available', { description: 'False while its publishing isn’t built.' }),
    types: t.field({
      type: [PostTypeEnum],
      description: 'The types of post that it has.',
      resolve: ({ types }) => [...types],
    }),
    textLimit: t.int({
      nullable: true,
      description: 'How long the root container’s text may be; null where there is no limit.',
      resolve: ({ textLimits }) => textLimits[0]?.max ?? null,
    }),
    textUnit: t.field({
      type: TextUnitEnum,
      description: 'What textLimit counts.',
      resolve: ({ textLimits }) => textLimits[0]?.unit ?? 'CODE_POINTS',
    }),
    forbiddenInText: t.string({
      nullable: true,
      description: 'The characters that the network refuses in the root container’s text; null where it takes all.',
      resolve: ({ textLimits }) => textLimits[0]?.forbidden ?? null,
    }),
    maxHashtags: t.int({
      nullable: true,
      description: 'How many hashtags the root container’s text may have; null where the network names no limit.',
      resolve: ({ textLimits }) => textLimits[0]?.maxHashtags ?? null,
    }),
    maxMentions: t.int({
      nullable: true,
      description: 'How many accounts the root container’s text may mention; null where the network names no limit.',
      resolve: ({ textLimits }) => textLimits[0]?.maxMentions ?? null,
    }),
    textOnly: t.exposeBoolean('textOnly', { description: 'Whether a post may go without media.' }),
    media: t.field({ type: [MediaRule], description: 'The media that it takes.', resolve: ({ media }) => [...media] }),
    mixesImagesAndVideo: t.exposeBoolean('mixesImagesAndVideo', {
      description: 'Whether one post may carry both images and videos.',
    }),
    replies: t.expose('replies', { type: ReplyKindEnum, description: 'What containers after the first become.' }),
    replyTextLimit: t.exposeInt('replyTextLimit', {
      nullable: true,
      description: 'How long a reply’s text may be, where that differs from textLimit.',
    }),
    replyTextUnit: t.field({
      type: TextUnitEnum,
      nullable: true,
      description: 'What replyTextLimit counts; null where there is none.',
      resolve: ({ replyTextLimit, replyTextUnit, textLimits }) =>
        replyTextLimit === null ? null : (replyTextUnit ?? textLimits[0]?.unit ?? null),
    }),
    maxContainers: t.exposeInt('maxContainers', { description: 'How many containers a post may have.' }),
    linkPreview: t.exposeBoolean('linkPreview', { description: 'Whether `link` becomes a preview card.' }),
    altText: t.exposeBoolean('altText', { description: 'Whether media can have an alternative text.' }),
    maxAltText: t.exposeInt('maxAltText', {
      nullable: true,
      description: 'How long an alternative text may be; null where the network names no limit.',
    }),
    removesPosts: t.exposeBoolean('removesPosts', { description: 'Whether published posts can be taken off again.' }),
  }),
});

builder.queryField('channels', (t) =>
  t.field({
    type: [ChannelProfile],
    description: 'Limits and abilities of every channel.',
    resolve: () =>
      [...platforms.values()].map(({ profile, publishing }) => ({ ...profile, available: publishing !== null })),
  }),
);
