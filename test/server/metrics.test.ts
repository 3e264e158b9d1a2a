import { once } from 'node:events';
import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createCounts } from '../../src/metrics/create-counts.ts';
import { openHttp } from '../../src/server/open-http.ts';
import { ownSites } from '../../src/server/own-sites.ts';
import { serveMetrics } from '../../src/server/serve-metrics.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made } from '../support/posts.ts';

const logged: Record<string, unknown>[] = [];
const log = pino({}, { write: (line) => logged.push(JSON.parse(line)) });

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ log });
});
afterAll(() => app[Symbol.asyncDispose]());

/** The samples of /metrics, by name and labels as they are printed. */
async function samples(url = app.url): Promise<Map<string, number>> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

describe('what is measured', () => {
  const publish = (account: string, content: string) =>
    made(app, 'createPost', { accounts: [account], content, publish: true });

  test('is how publishing goes, by network: lateness, time to settle, attempts, rate limits', async () => {
    await app.sandbox.fault({ channel: 'mastodon', fault: 'rate_limited' });
    await publish('bluesky', 'through at once');
    await publish('mastodon', 'through at the second time');
    await app.settle();
    await app.sandbox.fault({ channel: 'x', fault: 'duplicate' });
    await publish('x', 'refused');
    await app.settle();
    const at = new Date(app.app.store?.clock.now().getTime() ?? 0);
    const scheduledAt = new Date(at.getTime() + 60_000).toISOString();
    await made(app, 'createPost', { accounts: ['bluesky'], content: 'later', scheduledAt });
    const before = await samples();
    expect(Object.fromEntries(before)).toMatchObject({
      'postern_attempts_total{network="bluesky",outcome="SUCCEEDED"}': 1,
      'postern_attempts_total{network="mastodon",outcome="SUCCEEDED"}': 1,
      'postern_attempts_total{network="mastodon",outcome="FAILED"}': 1,
      'postern_attempts_total{network="x",outcome="FAILED"}': 1,
      'postern_rate_limits_total{network="mastodon"}': 1,
      'postern_lateness_seconds_count{network="bluesky"}': 1,
      'postern_lateness_seconds_count{network="mastodon"}': 1,
      'postern_settling_seconds_count{network="bluesky",status="POSTED"}': 1,
      'postern_settling_seconds_count{network="x",status="FAILED"}': 1,
      'postern_queue{state="scheduled"}': 1,
      'postern_queue{state="due"}': 0,
      'postern_queue{state="unknown"}': 0,
      postern_database_up: 1,
    });
    await app.advance(90_000);
    const late = 'postern_lateness_seconds_sum{network="bluesky"}';
    expect(((await samples()).get(late) ?? 0) - (before.get(late) ?? 0)).toBeGreaterThan(29);
  });

  test('is how often a worker was relieved of a delivery', async () => {
    const { database } = app;
    const scheduledAt = new Date((app.app.store?.clock.now().getTime() ?? 0) + 600_000).toISOString();
    const post = await made(app, 'createPost', { accounts: ['bluesky'], content: 'taken over', scheduledAt });
    await database.$executeRaw`update post set started_at = app_now() where id = ${post.id}`;
    await database.$executeRaw`
      update delivery set status = 'PUBLISHING', due_at = app_now(), lease_until = app_now() - interval '1 second', fence = 1
      where post_id = ${post.id}`;
    await app.settle();
    expect((await samples()).get('postern_takeovers_total{network="bluesky"}')).toBe(1);
    const line = logged.find(({ msg }) => /taken over/.test(String(msg)));
    expect(line).toMatchObject({ postId: post.id, deliveryId: post.deliveries[0]?.id });
  });

  test('is what GraphQL costs: operations, and the statements that each sends', async () => {
    const before = await samples();
    await app.graphql('{ posts(first: 5) { nodes { id deliveries { status } } } }');
    const after = await samples();
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grown('postern_operations_total{type="query"}')).toBe(1);
    expect(grown('postern_operation_statements_count{type="query"}')).toBe(1);
    expect(grown('postern_operation_statements_sum{type="query"}')).toBe(1);
    expect(after.get('postern_operations_total{type="mutation"}')).toBeGreaterThan(3);
  });

  test('is how many sockets are open', async () => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    expect((await samples()).get('postern_sockets')).toBe(1);
    socket.close();
    await once(socket, 'close');
    await expect.poll(async () => (await samples()).get('postern_sockets')).toBe(0);
  });

  test('stays readable while the database is away', async () => {
    const metrics = createCounts();
    await metrics.print({ due: 3, later: 0, unknown: 0, paused: 0, scheduled: 0 });
    const text = await metrics.print(null);
    expect(text).toContain('postern_database_up 0');
    expect(text).not.toContain('postern_queue{');
  });
});

test('an attempt that ends is one line, with its ids and without what is secret or was written', () => {
  const ended = logged.filter(({ msg }) => /attempt/.test(String(msg)));
  expect(ended.map(({ network, outcome, status, code }) => [network, outcome, status, code])).toEqual(
    expect.arrayContaining([
      ['bluesky', 'SUCCEEDED', 'POSTED', undefined],
      ['mastodon', 'FAILED', 'PENDING', 'RATE_LIMITED'],
      ['x', 'FAILED', 'FAILED', 'DUPLICATE'],
    ]),
  );
  for (const line of ended) {
    expect(line).toMatchObject({
      postId: expect.stringMatching(/^post_/),
      deliveryId: expect.stringMatching(/^dlv_/),
      attemptId: expect.stringMatching(/^att_/),
      accountId: expect.stringMatching(/^acct_/),
      durationMs: expect.any(Number),
    });
    expect(Object.keys(line).sort().join()).toMatch(
      /^accountId,attemptId,(code,)?deliveryId,durationMs,(hostname,)?level,msg,network,outcome,(pid,)?postId,status,time$/,
    );
  }
});

describe('who may read it', () => {
  const print = async () => 'counts';
  const production = { mode: 'production', host: '127.0.0.1', publicUrl: 'https://postern.example.com' } as const;
  const sites = ownSites({ ...production, corsOrigins: [], introspection: false });

  async function serving(token: string | null) {
    const http = await openHttp({ host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }) });
    http.answer(serveMetrics({ token, open: false, sites, contentType: 'text/plain', print }));
    return http;
  }

  test('is nobody in production without a token', async () => {
    await using http = await serving(null);
    expect((await fetch(`${http.url}/metrics`)).status).toBe(404);
  });

  test('is who shows the token where there is one', async () => {
    const token = 'sixteen-letters-or-more';
    await using http = await serving(token);
    const read = (authorization?: string, method = 'GET') =>
      fetch(`${http.url}/metrics`, { method, headers: authorization === undefined ? {} : { authorization } });
    for (const wrong of [undefined, '', `Bearer ${token}x`, `Basic ${token}`, token, 'Bearer'])
      expect([wrong, (await read(wrong)).status]).toEqual([wrong, 401]);
    expect((await read(`Bearer ${token}`, 'POST')).status).toBe(405);
    expect(await (await read(`Bearer ${token}`)).text()).toBe('counts');
  });

  test('is in a demo whoever is on this machine, and no page under a name of its own', async () => {
    const answer = await fetch(`${app.url}/metrics`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('version=0.0.4'),
    ]);
    const { port } = new URL(app.url);
    const sent = request({ port, path: '/metrics', headers: { host: 'evil.example.com' } }).end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(421);
    response.resume();
  });

  test('is the same in a process that only works', async () => {
    await using worker = await startTestApp({ roles: ['worker', 'sandbox'] });
    expect((await samples(worker.url)).get('postern_database_up')).toBe(1);
  });
});
