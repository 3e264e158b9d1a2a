import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { largestDocuments } from '../../bench/largest-documents.ts';
import { graphqlClient } from '../support/graphql-client.ts';
import { startTestApi } from './test-api.ts';

const MB = 1_000_000;

/** What is in use once nothing is left that could be collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('1,000 different documents of the largest size take less than 64 MB for good', async () => {
  await using api = await startTestApi();
  const { send } = graphqlClient({ url: api.url });
  for (const document of largestDocuments(20, 'First')) await send(document);
  const documents = largestDocuments(1_000, 'Q');
  const before = heapUsed();
  for (const document of documents) await send(document);
  expect(heapUsed() - before).toBeLessThan(64 * MB);
  expect(await send(documents[0] ?? '')).toMatchObject({ data: { __typename: 'Query' } });
}, 60_000);
