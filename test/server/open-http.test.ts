import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { type Http, openHttp, type Site } from '../../src/server/open-http.ts';

const log = pino({ level: 'silent' });
const open = () => openHttp({ host: '127.0.0.1', port: 0, log });
const statusOf = async (http: Http, path: string) => (await fetch(`${http.url}${path}`)).status;

function site(onRequest: Site['request']): Site {
  return { request: onRequest, upgrade: (_request, socket) => socket.destroy(), close: async () => undefined };
}

describe('health', () => {
  test('is 503 before it serves, and 200 from then on', async () => {
    await using http = await open();
    expect([await statusOf(http, '/health'), await statusOf(http, '/health/ready')]).toEqual([503, 503]);
    expect(await statusOf(http, '/graphql')).toBe(503);
    http.ready(async () => true);
    expect([await statusOf(http, '/health'), await statusOf(http, '/health/ready')]).toEqual([200, 200]);
  });

  test('tells apart whether it serves and whether what it stands on does', async () => {
    await using http = await open();
    http.ready(async () => false);
    expect([await statusOf(http, '/health'), await statusOf(http, '/health/ready')]).toEqual([200, 503]);
    http.ready(() => Promise.reject(new Error('away')));
    expect(await statusOf(http, '/health/ready')).toBe(503);
  });
});

describe('closing', () => {
  test('finishes the requests that run, and accepts no more', async () => {
    const http = await open();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<() => void>();
    http.mount(site((_request, response) => arrive(() => response.end('done'))));
    const answer = fetch(http.url);
    const finish = await arrived;
    const closed = http[Symbol.asyncDispose]();
    await expect(fetch(http.url)).rejects.toThrow();
    finish();
    expect(await (await answer).text()).toBe('done');
    await closed;
  });

  test('does not wait for connections that idle', async () => {
    const http = await open();
    http.ready();
    const agent = new Agent({ keepAlive: true });
    const sent = request(`${http.url}/health`, { agent }).end();
    const [response] = await once(sent, 'response');
    await once(response.resume(), 'end');
    const started = performance.now();
    await http[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(1000);
    agent.destroy();
  });

  test('ends event streams', async () => {
    const http = await open();
    http.mount(
      site((_request, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')),
    );
    const stream = await fetch(http.url);
    const read = stream.text();
    read.catch(() => undefined);
    await http[Symbol.asyncDispose]();
    await expect(read).rejects.toThrow();
  });
});
