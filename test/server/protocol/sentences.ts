import { handshakeSentences } from './handshake-sentences.ts';
import { messageSentences } from './message-sentences.ts';
import { operationSentences } from './operation-sentences.ts';
import { subscriptionSentences } from './subscription-sentences.ts';
import type { Sentence } from './target.ts';

/**
 * What is true of a server that speaks graphql-transport-ws, by its PROTOCOL.md and RFC 6455:
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export const sentences: Readonly<Record<string, readonly Sentence[]>> = {
  'the beginning of a connection': handshakeSentences,
  'a message': messageSentences,
  'an operation': operationSentences,
  'a subscription': subscriptionSentences,
};
