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

const { ofComments, ofTokens, invalid, unparsable } = largestDocuments;

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
