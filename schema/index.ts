import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import { readPlainly } from './read-plainly.ts';
import './scalars.ts';
import './viewer.ts';
import './api-key.ts';
import './channel.ts';
import './account.ts';
import './delivery.ts';
import './media-queries.ts';
import './upload-media.ts';
import './upload-media-from-url.ts';
import './update-media.ts';
import './delete-media.ts';
import './post.ts';
import './post-queries.ts';
import './create-post.ts';
import './update-post.ts';
import './delete-post.ts';
import './validate-post.ts';
import './publish-post.ts';
import './retry-failed-platforms.ts';
import './connect-account.ts';
import './start-account-connection.ts';
import './disconnect-account.ts';
import './subscription.ts';

builder.queryType({ description: 'What can be read. Everything is inside the key’s workspace.' });
builder.mutationType({ description: 'What can be done.' });
builder.subscriptionType({ description: 'What can be watched.' });

/** The public contract, executable. */
export const schema = buildSchema();

/** The same once more, for whoever changes it. */
export function buildSchema(): GraphQLSchema {
  return readPlainly(builder.toSchema());
}
