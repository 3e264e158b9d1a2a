import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../src/config.ts';
import { graphqlClient } from '../support/graphql-client.ts';
import { startTestApi } from './test-api.ts';

const MB = 1_000_000;

/** What is in use once nothing is left that could be collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

const { maxDocumentLength, maxTokens } = defaultLimits;
/** A comment is a token that graphql-js keeps and does not count: nothing of the same length takes more memory. */
const ofComments = (name: string) => `query ${name} { __typename }\n`.padEnd(maxDocumentLength, '#\n');
const ofTokens = (name: string) =>
  `query ${name}($ids: [ID!]! = [${'"x" '.repeat(maxTokens - 40)}]) { nodes(ids: $ids) { id } }`;
const invalid = (name: string) => `query ${name} { ${'viewr '.repeat(40)} }`.padEnd(maxDocumentLength, '#\n');
const unparsable = (name: string) => `query ${name} { `.padEnd(maxDocumentLength, '#\n');

test('1,000 different documents of the largest size take less than 64 MB for good', async () => {
  await using api = await startTestApi();
  const { send } = graphqlClient({ url: api.url });
  const kinds = [ofComments, ofComments, ofComments, ofComments, ofComments, ofComments, ofTokens, invalid, unparsable];
  for (const kind of kinds) await send(kind('First'));
  const before = heapUsed();
  for (let at = 0; at < 1_000; at += 1) await send(kinds[at % kinds.length]?.(`Q${at}`) ?? '');
  expect(heapUsed() - before).toBeLessThan(64 * MB);
  expect(await send(ofComments('Q0'))).toMatchObject({ data: { __typename: 'Query' } });
}, 60_000);
