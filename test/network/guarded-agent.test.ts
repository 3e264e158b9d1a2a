import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AddressRefused, createAddressGuard } from '../../src/network/address-guard.ts';
import { exchange, NotAnswered } from '../../src/network/exchange.ts';
import { createGuardedAgent, type LookupAll } from '../../src/network/guarded-agent.ts';

let server: Server;
let port: number;
let requests = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    requests += 1;
    response.end('reached');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Answers with each list of addresses in turn, as a name does that changes its mind. */
function lookupGiving(...answers: string[][]): LookupAll {
  let asked = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

type Way = { allowLoopback?: boolean; trustedOrigins?: string[]; lookup?: LookupAll };

async function reach(url: string, { allowLoopback = false, trustedOrigins = [], lookup }: Way = {}) {
  const agent = createGuardedAgent(createAddressGuard({ allowLoopback, trustedOrigins }), lookup);
  try {
    const request = { method: 'GET', url: new URL(url), headers: {}, body: null } as const;
    return await exchange(agent, request, AbortSignal.timeout(2_000)).catch((error: unknown) => error);
  } finally {
    await agent.destroy();
  }
}

const refused = { name: 'NotAnswered', sent: false, cause: expect.any(AddressRefused) };

test('refuses address literals, which are never looked up', async () => {
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]']) {
    expect(await reach(`http://${host}:${port}/`)).toMatchObject(refused);
  }
  expect(requests).toBe(0);
});

test('refuses a name that leads inside', async () => {
  expect(await reach(`http://localhost:${port}/`)).toMatchObject(refused);
  expect(await reach(`http://name.test:${port}/`, { lookup: lookupGiving(['127.0.0.1']) })).toMatchObject(refused);
  expect(await reach(`http://name.test:${port}/`, { lookup: lookupGiving(['::1']) })).toMatchObject(refused);
});

test('refuses a name of which one address of several leads inside', async () => {
  const lookup = lookupGiving(['93.184.216.34', '10.0.0.1']);
  expect(await reach(`http://name.test:${port}/`, { lookup })).toMatchObject(refused);
});

test('asks for a name once a connection, so that a second answer comes too late', async () => {
  const lookup = lookupGiving(['127.0.0.1'], ['10.0.0.1']);
  expect(await reach(`http://name.test:${port}/`, { lookup, allowLoopback: true })).toMatchObject({ text: 'reached' });
  const changed = lookupGiving(['10.0.0.1'], ['127.0.0.1']);
  expect(await reach(`http://name.test:${port}/`, { lookup: changed, allowLoopback: true })).toMatchObject(refused);
});

test('reaches loopback where that is allowed, and origins that the configuration names', async () => {
  expect(await reach(`http://127.0.0.1:${port}/`, { allowLoopback: true })).toMatchObject({ text: 'reached' });
  const trustedOrigins = [`http://127.0.0.1:${port}`];
  expect(await reach(`http://127.0.0.1:${port}/`, { trustedOrigins })).toMatchObject({ text: 'reached' });
  expect(await reach(`http://127.0.0.1:${port + 1}/`, { trustedOrigins })).toMatchObject(refused);
});

test('says that nothing was sent where a name is not known', async () => {
  const lookup: LookupAll = (_hostname, _options, callback) => callback(new Error('getaddrinfo ENOTFOUND'), []);
  const error = await reach('http://name.test/', { lookup });
  expect(error).toBeInstanceOf(NotAnswered);
  expect(error).toMatchObject({ sent: false, message: 'getaddrinfo ENOTFOUND' });
});
