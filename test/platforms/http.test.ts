import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { createGuardedAgent, type LookupAll } from '../../src/network/guarded-agent.ts';
import { type FailureTable, PlatformFailure, type Refusal } from '../../src/platforms/failure.ts';
import { graphBudget, graphResetAt } from '../../src/platforms/graph-errors.ts';
import { createRequests } from '../../src/platforms/http.ts';
import type { HttpRequest } from '../../src/platforms/http-request.ts';

const now = new Date('2026-11-22T12:00:00Z');
const anything = z.unknown();
const post: HttpRequest = {
  method: 'POST',
  path: '/posts',
  headers: { authorization: 'Bearer very-secret' },
  json: { text: 'Hello', password: 'hunter2' },
};

const errorSchema = z.object({ error: z.string() });
const failures: FailureTable = {
  rows: [
    {
      answer: '400 Token',
      when: ({ body }) => errorSchema.safeParse(body).data?.error === 'Token',
      kind: 'auth_expired',
    },
    {
      answer: '429 Daily',
      when: ({ body }) => errorSchema.safeParse(body).data?.error === 'Daily',
      kind: 'quota_exhausted',
    },
    {
      answer: '400 Unsure',
      when: ({ body }) => errorSchema.safeParse(body).data?.error === 'Unsure',
      kind: 'transient',
      happened: 'maybe',
    },
    { answer: '403 Spam', when: ({ status }) => status === 451, kind: 'policy_blocked', hint: 'Ask them.' },
  ],
  messageIn: (body) => errorSchema.safeParse(body).data?.error ?? null,
  resetAt: (headers) => (headers.has('reset') ? new Date(Number(headers.get('reset'))) : null),
};

const open: Server[] = [];
const sockets = new Set<Socket>();
let requests: { url: string; body: string; headers: IncomingMessage['headers'] }[] = [];

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) server.close();
  requests = [];
});

async function listen(server: Server): Promise<string> {
  open.push(server);
  server.on('connection', (socket: Socket) => void sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that reads every request to its end before it does what it is told. */
function serving(answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<string> {
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ url: request.url ?? '', body: Buffer.concat(chunks).toString(), headers: request.headers });
    answer(response, request);
  };
  return listen(createHttpServer(listener));
}

const answering = (status: number, body: string | Buffer, headers: Record<string, string> = {}) =>
  serving((response) => response.writeHead(status, headers).end(body));

type Sent = {
  request?: HttpRequest;
  schema?: z.ZodType<unknown>;
  lookup?: LookupAll;
  allowLoopback?: boolean;
  timeoutMs?: number;
  failures?: FailureTable;
  onSpent?: (until: Date) => void;
};

async function send(baseUrl: string, sent: Sent = {}): Promise<unknown> {
  const { request = post, schema = anything, lookup, allowLoopback = true, timeoutMs = 1_000, onSpent } = sent;
  const table = sent.failures ?? failures;
  const dispatcher = createGuardedAgent(createAddressGuard({ allowLoopback, trustedOrigins: [] }), lookup);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const servers = { server: baseUrl, hosts: {}, uploadHosts: [] };
    const findFile = async () => null;
    const wire = { dispatcher, servers, findFile, failures: table, signal, now, onSpent };
    return await createRequests(wire).send(request, schema);
  } finally {
    await dispatcher.destroy();
  }
}

async function failureOf(baseUrl: string, sent: Sent = {}): Promise<PlatformFailure> {
  const error = await send(baseUrl, sent).catch((thrown: unknown) => thrown);
  if (!(error instanceof PlatformFailure)) throw new Error(`not a PlatformFailure: ${String(error)}`);
  expect(`${error.message}${error.hint}`).not.toMatch(/very-secret|hunter2/);
  expect(error.message).toMatch(/[.!?…]$/);
  return error;
}

describe('an answer', () => {
  test('is parsed, and what was sent is what the room said', async () => {
    const url = await answering(200, '{"id":"1"}');
    expect(await send(`${url}/prefix/`, { schema: z.object({ id: z.string() }) })).toEqual({ id: '1' });
    expect(requests).toMatchObject([
      {
        url: '/prefix/posts',
        body: '{"text":"Hello","password":"hunter2"}',
        headers: { authorization: 'Bearer very-secret' },
      },
    ]);
  });

  test('keeps every digit of long integers, and other numbers as they are', async () => {
    const url = await answering(200, '{"id":7129386459823745123,"n":[1,-9007199254740993,1.5,1e3,9007199254740991]}');
    expect(await send(url)).toEqual({
      id: '7129386459823745123',
      n: [1, '-9007199254740993', 1.5, 1000, 9007199254740991],
    });
  });

  test('may be compressed', async () => {
    const url = await answering(200, gzipSync('{"ok":true}'), { 'content-encoding': 'gzip' });
    expect(await send(url)).toEqual({ ok: true });
  });

  test('may be empty', async () => {
    expect(await send(await answering(204, ''))).toBeNull();
  });

  test('of a GET carries the query, and no body was sent', async () => {
    const url = await answering(200, '[]');
    await send(`${url}/bluesky`, { request: { method: 'GET', path: '/x?a=b%20c' } });
    expect(requests).toMatchObject([{ url: '/bluesky/x?a=b%20c', body: '' }]);
    expect(requests[0]?.headers['content-type']).toBeUndefined();
  });
});

describe('nothing was sent', () => {
  const notSent = { kind: 'transient', happened: 'no' };

  test('where the connection is refused', async () => {
    const url = await answering(200, '');
    await new Promise((closed) => open.splice(0)[0]?.close(closed));
    expect(await failureOf(url)).toMatchObject(notSent);
  });

  test('where the name is not known', async () => {
    const lookup: LookupAll = (_name, _options, callback) => callback(new Error('getaddrinfo ENOTFOUND name.test'), []);
    expect(await failureOf('https://name.test', { lookup })).toMatchObject(notSent);
  });

  test('where TLS fails', async () => {
    const url = await listen(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await failureOf(url.replace('http:', 'https:'))).toMatchObject(notSent);
  });

  test('where the connection drops within the TLS handshake', async () => {
    const url = await listen(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await failureOf(url.replace('http:', 'https:'))).toMatchObject(notSent);
  });

  test('where the time is over before there is a connection', async () => {
    const lookup: LookupAll = () => {};
    expect(await failureOf('http://name.test', { lookup, timeoutMs: 50 })).toMatchObject(notSent);
  });

  test('where the guard refuses, which is the caller’s to mend', async () => {
    const url = await answering(200, '{}');
    const refused = { kind: 'validation', happened: 'no', message: expect.stringMatching(/public internet/) };
    expect(await failureOf(url, { allowLoopback: false })).toMatchObject(refused);
    expect(await failureOf('ftp://bsky.social')).toMatchObject({ kind: 'validation', happened: 'no' });
    expect(await failureOf('https://ada:hunter2@bsky.social')).toMatchObject({ kind: 'validation', happened: 'no' });
    expect(requests).toEqual([]);
  });
});

describe('it may have happened', () => {
  const maybe = { kind: 'transient', happened: 'maybe' };

  test('where the connection drops while the request arrives', async () => {
    const url = await listen(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    const json = { text: 'x'.repeat(5_000_000) };
    expect(await failureOf(url, { request: { ...post, json } })).toMatchObject(maybe);
  });

  test('where the connection drops after the request, which is sent once', async () => {
    const url = await serving((response) => response.socket?.resetAndDestroy());
    expect(await failureOf(url)).toMatchObject(maybe);
    expect(await failureOf(url, { request: { method: 'GET', path: '/x' } })).toMatchObject(maybe);
    expect(requests).toHaveLength(2);
  });

  test('where the connection ends without an answer', async () => {
    const url = await serving((response) => response.socket?.end());
    expect(await failureOf(url)).toMatchObject(maybe);
  });

  test('where no answer comes in time', async () => {
    const url = await serving(() => {});
    expect(await failureOf(url, { timeoutMs: 100 })).toMatchObject({
      ...maybe,
      message: expect.stringContaining('time'),
    });
  });

  test('where the answer’s body stops midway', async () => {
    const url = await serving((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"id":');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    });
    expect(await failureOf(url)).toMatchObject(maybe);
  });

  test('where the answer’s body does not end in time', async () => {
    const url = await serving((response) => void response.writeHead(200).write('{"id":'));
    expect(await failureOf(url, { timeoutMs: 200 })).toMatchObject(maybe);
  });

  test.for([408, 500, 502, 503, 504, 599])('where the status is %i', async (status) => {
    expect(await failureOf(await answering(status, '<html>oops</html>'))).toMatchObject(maybe);
  });

  test.for([
    ['is no JSON', '<html>Hello</html>', 'JSON'],
    ['lacks what is documented', '{"url":"x"}', '"id"'],
    ['is empty', '', 'it'],
  ])('where a 2xx %s', async ([, body, named]) => {
    const failure = await failureOf(await answering(200, body ?? ''), { schema: z.object({ id: z.string() }) });
    expect(failure).toMatchObject({ ...maybe, message: expect.stringContaining(named ?? '') });
  });

  test('where the room’s table says so of an answer', async () => {
    expect(await failureOf(await answering(400, '{"error":"Unsure"}'))).toMatchObject({ ...maybe, status: 400 });
  });

  test('where a 2xx is longer than anything that a network answers', async () => {
    expect(await failureOf(await answering(200, 'x'.repeat(5 * 1024 * 1024)), { timeoutMs: 5_000 })).toMatchObject(
      maybe,
    );
  });

  test('where a 2xx unpacks to more than that, or not at all', async () => {
    const encoded = { 'content-encoding': 'gzip' };
    expect(await failureOf(await answering(200, gzipSync('x'.repeat(50_000_000)), encoded))).toMatchObject(maybe);
    expect(await failureOf(await answering(200, 'not gzip', encoded))).toMatchObject(maybe);
    expect(await failureOf(await answering(200, 'x', { 'content-encoding': 'rot13' }))).toMatchObject(maybe);
  });
});

describe('it did not happen', () => {
  test.for([
    [400, 'validation'],
    [401, 'auth_expired'],
    [403, 'permission'],
    [404, 'not_found'],
    [410, 'not_found'],
    [422, 'validation'],
  ] as const)('where the status is %i, of kind %s', async ([status, kind]) => {
    expect(await failureOf(await answering(status, '{"error":"No"}'))).toMatchObject({
      kind,
      happened: 'no',
      message: expect.stringContaining('No.'),
    });
  });

  test('an answer that says that a limit is used up is an answer all the same, and the limit’s end is told', async () => {
    const ends: Date[] = [];
    const usage = (minutes: number) =>
      JSON.stringify({ '17': [{ call_count: 100, estimated_time_to_regain_access: minutes }] });
    const room = { ...failures, resetAt: graphResetAt, budget: graphBudget };
    for (const minutes of [0, 30]) {
      const headers = { 'x-business-use-case-usage': usage(minutes) };
      const sent = { failures: room, onSpent: (until: Date) => void ends.push(until) };
      expect(await send(await answering(200, '{"id":"1"}', headers), sent)).toEqual({ id: '1' });
    }
    expect(ends).toEqual([new Date(now.getTime() + 30 * 60_000)]);
  });

  test('where the room’s table knows the answer, and may know what to do', async () => {
    expect(await failureOf(await answering(400, '{"error":"Token"}'))).toMatchObject({
      kind: 'auth_expired',
      happened: 'no',
    });
    expect(await failureOf(await answering(451, ''))).toMatchObject({ kind: 'policy_blocked', hint: 'Ask them.' });
  });

  test.for([
    ['the network’s time', { reset: String(now.getTime() + 5_000) }, 5_000],
    ['a minute where it says nothing', {}, 60_000],
    ['a second where its time is over', { reset: String(now.getTime() - 5_000) }, 1_000],
  ] as const)('where there were too many: %s', async ([, headers, waitMs]) => {
    const retryAt = new Date(now.getTime() + waitMs);
    expect(await failureOf(await answering(429, '', headers))).toMatchObject({
      kind: 'rate_limited',
      happened: 'no',
      retryAt,
    });
    expect(await failureOf(await answering(429, '{"error":"Daily"}', headers))).toMatchObject({
      kind: 'quota_exhausted',
      retryAt,
    });
  });

  test('where a 2xx refuses in its body, and may have happened where the fault is the network’s', async () => {
    const isFault = (body: unknown) => errorSchema.safeParse(body).data?.error === 'Fault';
    const fault = { answer: 'Fault', when: ({ body }: Refusal) => isFault(body), kind: 'transient' } as const;
    const refusesIn = (body: unknown) => errorSchema.safeParse(body).success;
    const refusing: FailureTable = { ...failures, rows: [...failures.rows, fault], refusesIn };
    const answered = async (error: string) =>
      failureOf(await answering(200, JSON.stringify({ error })), { failures: refusing });
    expect(await answered('Daily')).toMatchObject({ kind: 'quota_exhausted', happened: 'no', status: 200 });
    expect(await answered('Fault')).toMatchObject({ kind: 'transient', happened: 'maybe' });
    expect(await answered('Other')).toMatchObject({ kind: 'validation', happened: 'no' });
  });

  test('where it redirects, which is not followed', async () => {
    const url = await answering(302, '', { location: '/elsewhere' });
    expect(await failureOf(url)).toMatchObject({
      kind: 'validation',
      happened: 'no',
      hint: expect.stringContaining('redirects'),
    });
    expect(requests).toHaveLength(1);
  });

  test('and the network’s words are cut, and rid of what is secret', async () => {
    const words = `very-secret hunter2 ${'long '.repeat(100)}`;
    const { message } = await failureOf(await answering(422, JSON.stringify({ error: words })));
    expect(message.length).toBeLessThan(340);
    expect(message).toMatch(/: … … long /);
  });
});
