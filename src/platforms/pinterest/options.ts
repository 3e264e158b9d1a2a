import { z } from 'zod';
import { digits, text, webAddress } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://developers.pinterest.com/docs/api/v5/pins-create
export const schema = z.object({
  boardId: digits('A board’s id').nullish().describe('The board that the pin goes to: required.'),
  boardSectionId: digits('A section’s id').nullish().describe('The section of the board.'),
  title: text('A pin’s title', 100).nullish().describe('The title of the pin, at most 100 characters.'),
  link: webAddress('A link').nullish().describe('Where the pin leads.'),
  dominantColor: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, 'A colour is written as #RRGGBB.')
    .nullish()
    .describe('The colour that is seen while the image loads: "#6E7874".'),
  coverTimestampMs: z
    .int()
    .min(0, 'A moment in a video is 0 or later.')
    .nullish()
    .describe('The moment of a video that becomes its cover, in milliseconds.'),
});

export const options: ChannelOptions = {
  schema,
  required: [{ option: 'boardId', when: () => true, message: 'A pin goes to a board. Set boardId.' }],
};
