import { z } from 'zod';
import { choice, text } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
const pageSchema = z.object({
  disableReshare: z.boolean().nullish().describe('Keeps others from sharing the post on.'),
  documentTitle: text('A document’s title', 200)
    .nullish()
    .describe('The title above a document; its file name where it is left out.'),
});

const schema = pageSchema.extend({
  visibility: choice('LinkedinVisibility', {
    PUBLIC: 'Everyone.',
    CONNECTIONS: 'Connections of the account only.',
    LOGGED_IN: 'Everyone who has logged in at LinkedIn.',
  })
    .nullish()
    .describe('Who may see it; everyone where it is left out.'),
});

export const options: ChannelOptions = { schema, required: [] };

/** What a page publishes is public. */
export const pageOptions: ChannelOptions = { schema: pageSchema, required: [] };
