import { z } from 'zod';
import { choice, languageTag } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://docs.bsky.app/docs/advanced-guides/posts and …/moderation#self-labels
export const schema = z.object({
  langs: z
    .array(languageTag())
    .max(3, 'Bluesky takes at most 3 languages.')
    .nullish()
    .describe('The languages of the text, at most 3: "en", "pt-BR".'),
  labels: z
    .array(
      choice('BlueskyLabel', {
        sexual: 'Suggestive, not explicit.',
        nudity: 'Nudity that is not sexual, such as art.',
        porn: 'Explicit.',
        'graphic-media': 'Violence or gore.',
      }),
    )
    .max(4, 'Bluesky takes each label once.')
    .nullish()
    .describe('Warnings that readers see before the media.'),
  replyGate: z
    .array(
      choice('BlueskyReplyGate', {
        nobody: 'Nobody. It stands alone.',
        mentioned: 'Those whom the post mentions.',
        followers: 'Those who follow the account.',
        following: 'Those whom the account follows.',
      }),
    )
    .max(3, 'Bluesky takes each of them once.')
    .refine((who) => who.length < 2 || !who.includes('nobody'), 'Nobody stands alone: leave out the others, or nobody.')
    .nullish()
    .describe('Who may reply to the thread; everyone where it is left out.'),
});

export const options: ChannelOptions = { schema, required: [] };
