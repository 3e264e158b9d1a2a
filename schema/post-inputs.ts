import { builder } from './builder.ts';
import { Channel } from './enums.ts';

export const MediaInput = builder.inputType('MediaInput', {
  description: 'A medium in a container’s list: by exactly one of id and url.',
  fields: (t) => ({
    id: t.id({ description: 'A medium of the library.' }),
    url: t.string({
      description:
        'Where it can be fetched, over http or https from a public address: at most 10 different ones a post. It comes into the library with the post.',
    }),
    altText: t.string({ description: 'What it shows, for people who do not see it. Null: the medium’s own.' }),
  }),
});

export const OverrideInput = builder.inputType('OverrideInput', {
  description:
    'What one channel or one account gets instead: name exactly one of the two. An account beats its channel.',
  fields: (t) => ({
    channel: t.field({ type: Channel, description: 'For all accounts on this channel.' }),
    accountId: t.id({ description: 'For this account.' }),
    content: t.string({ description: 'Its text. Null inherits.' }),
    media: t.field({ type: [MediaInput], description: 'Its media. Null inherits, an empty list opts out.' }),
  }),
});

export const ContainerInput = builder.inputType('ContainerInput', {
  description: 'One segment of a post.',
  fields: (t) => ({
    content: t.string({ description: 'Its text.' }),
    media: t.field({ type: [MediaInput], description: 'Its media, in order. Several make a carousel.' }),
    overrides: t.field({ type: [OverrideInput], description: 'What single channels or accounts get instead.' }),
  }),
});

export const LinkInput = builder.inputType('LinkInput', {
  description: 'A link to be shown as a card where the network has cards.',
  fields: (t) => ({
    url: t.string({ required: true, description: 'Where it leads.' }),
    title: t.string({ description: 'The card’s title, where the network takes one.' }),
    description: t.string({ description: 'The card’s text, where the network takes one.' }),
    thumbnailUrl: t.string({ description: 'The address of the card’s picture, where the network takes one.' }),
  }),
});
