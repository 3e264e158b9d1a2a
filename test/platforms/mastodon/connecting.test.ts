import { expect, test } from 'vitest';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { HttpRequest } from '../../../src/platforms/http-request.ts';
import { connecting } from '../../../src/platforms/mastodon/connecting.ts';
import type { Line } from '../../../src/platforms/platform.ts';

const account = { id: '7', username: 'ada', display_name: '', avatar: null };
const notFound = new PlatformFailure({ kind: 'not_found', happened: 'no', message: 'm.test answered 404.' });

/** A line to a server that answers each path as it is told. */
function lineTo(answers: Record<string, unknown>): Line {
  return {
    now: new Date(),
    client: null,
    exchange: () => Promise.reject(new Error('This room needs no headers.')),
    async send({ path }: HttpRequest, schema) {
      const answer = answers[path];
      if (answer instanceof Error) throw answer;
      return schema.parse(answer);
    },
  };
}

async function open(instance: unknown, server = 'https://m.test') {
  const line = lineTo({ '/api/v1/accounts/verify_credentials': account, '/api/v2/instance': instance });
  const [profile] = await connecting.open({ server, accessToken: 'x' }, line);
  return profile;
}

const versions = [
  ['4.4.8', true],
  ['4.5.0-nightly.2025-07-11', true],
  ['4.3.0+glitch', true],
  ['10.0.0', true],
  ['2.7.2 (compatible; Pleroma 2.5.0)', false],
  ['4.2.0 (compatible; Iceshrimp.NET)', false],
  ['0.17.3 git-1234', false],
] as const;

test.for(versions)('version "%s": honours keys %s', async ([version, honoursKeys]) => {
  const profile = await open({ version, domain: 'm.test' });
  expect(profile?.credentials).toEqual({ accessToken: 'x', honoursKeys });
});

test('the server’s own limit is kept', async () => {
  const configuration = { statuses: { max_characters: 11_000 } };
  expect(await open({ version: '4.4.8', domain: 'm.test', configuration })).toMatchObject({ textLimit: 11_000 });
});

test('ids are told apart by their server, and an empty name is none', async () => {
  expect(await open({ version: '4.4.8', domain: 'm.test' })).toMatchObject({ remoteId: '7@m.test', nickname: null });
});

test('a server without the newer instance API can be connected', async () => {
  expect(await open(notFound, 'm.test')).toMatchObject({
    remoteId: '7@m.test',
    server: 'https://m.test',
    textLimit: null,
  });
});

const addresses = [
  ['https://mastodon.social', true],
  ['mastodon.social', true],
  ['http://mastodon:3000', true],
  ['127.0.0.1:4010/mastodon', true],
  ['nonsense', false],
  ['not a server.test', false],
  ['@ada@mastodon.social', false],
  ['ftp://mastodon.social', false],
  ['', false],
] as const;

test.for(addresses)('"%s" is an address: %s', ([server, isAddress]) => {
  const { error } = connecting.input.safeParse({ server, accessToken: 'x' });
  const refused = ['Give the server’s address, such as https://mastodon.social.'];
  expect(error?.issues.map(({ message }) => message) ?? []).toEqual(isAddress ? [] : refused);
});

test('what is missing is asked for', () => {
  for (const credentials of [{}, { server: ' ', accessToken: ' ' }]) {
    expect(connecting.input.safeParse(credentials).error?.issues.map(({ message }) => message)).toEqual([
      'Give the server’s address, such as https://mastodon.social.',
      'Give the access token.',
    ]);
  }
});

test('a server that does not speak the API is refused with a sentence', async () => {
  const line = lineTo({ '/api/v1/accounts/verify_credentials': notFound });
  const opening = connecting.open({ server: 'https://example.com', accessToken: 'x' }, line);
  await expect(opening).rejects.toMatchObject({
    kind: 'validation',
    message: expect.stringContaining('Give the address'),
  });
});
