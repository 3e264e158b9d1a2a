import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { retryFailedPlatforms } from '../../src/actions/retry-failed-platforms.ts';
import { defaultLimits, defaultPublishing } from '../../src/config.ts';
import { createSealer } from '../../src/database/sealer.ts';
import { apiScopes } from '../../src/domain/actor.ts';
import { newId } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import { createMediaLinks } from '../../src/media/media-links.ts';
import { createCounts } from '../../src/metrics/create-counts.ts';
import { bluesky } from '../../src/platforms/bluesky/index.ts';
import { PlatformFailure } from '../../src/platforms/failure.ts';
import type { PublishingRoom } from '../../src/platforms/platform.ts';
import { claimDeliveries } from '../../src/publishing/claim-deliveries.ts';
import { createJournal } from '../../src/publishing/journal.ts';
import { runDelivery } from '../../src/publishing/run-delivery.ts';
import type { PublishingDeps } from '../../src/publishing/work.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

/** A network of many calls, as far as a room sees it: an upload session, chunks, and a film that appears with the last one. */
type Network = { chunks: number[]; films: string[]; answers: (() => void)[]; watch: (() => Json) | null };
let network: Network;
let app: TestApp;
let deps: PublishingDeps;
let postId: string;

const chunks = 3;
const film = z.object({ id: z.string() });

/** What the next call meets, beside what it does. */
const meet = () => network.answers.shift()?.();
const lostAnswer = () => {
  throw new PlatformFailure({ kind: 'transient', happened: 'maybe', message: 'The connection was reset.' });
};
const refusal = (details: Partial<ConstructorParameters<typeof PlatformFailure>[0]>) => () => {
  throw new PlatformFailure({ kind: 'validation', happened: 'no', message: 'No.', ...details });
};

const tube: PublishingRoom = {
  ...bluesky.publishing,
  profile: { ...bluesky.profile, network: 'tube', label: 'Tube' },
  credentials: z.object({ token: z.string() }),
  connecting: { ...bluesky.publishing.connecting, renewAt: () => null },
  next(_segment, journal) {
    const isTaken = journal.findLast(({ name }) => name === 'put_last')?.status === 'DONE';
    const isBroken = journal.findLast(({ name }) => name === 'watch')?.result === 'broken';
    const begun = journal.filter(({ beforeRetry }) => !beforeRetry || (isTaken && !isBroken));
    const done = (name: string) => begun.findLast((entry) => entry.name === name && entry.status === 'DONE');
    const last = film.safeParse(done('put_last')?.result);
    const watched = done('watch')?.result;
    if (watched === 'broken')
      return { do: 'fail', failure: { kind: 'media_rejected', message: 'The film cannot be shown.' } };
    if (last.success && network.watch !== null && watched !== 'live')
      return { do: 'call', call: { name: 'watch', kind: 'check', request: {} } };
    if (last.success && !begun.some(({ name }) => name === 'set_cover'))
      return { do: 'call', call: { name: 'set_cover', kind: 'prepare', request: {}, optional: true } };
    if (last.success) return { do: 'finish', published: { remoteId: last.data.id, url: null, ref: null } };
    if (!done('open')) return { do: 'call', call: { name: 'open', kind: 'prepare', request: {} } };
    const put = begun.filter(({ name, status }) => name === 'put' && status === 'DONE').length;
    if (put < chunks - 1) return { do: 'call', call: { name: 'put', kind: 'prepare', request: { chunk: put } } };
    return { do: 'call', call: { name: 'put_last', kind: 'commit', request: { chunk: put } } };
  },
  calls: {
    open: {
      make: async () => {
        meet();
        return { result: {}, secret: { address: 'https://upload.example/secret' } };
      },
    },
    put: {
      make: async ({ chunk }, { secretOf }) => {
        expect(secretOf('open')).toEqual({ address: 'https://upload.example/secret' });
        meet();
        network.chunks.push(Number(chunk));
        return { result: {} };
      },
    },
    put_last: {
      make: async () => {
        const id = `film${network.films.length}`;
        if (!network.answers.length) network.films.push(id);
        else {
          const answer = network.answers.shift();
          if (answer === lostAnswer) network.films.push(id);
          answer?.();
        }
        return { result: { id } };
      },
    },
    set_cover: {
      make: async () => {
        meet();
        return { result: {} };
      },
    },
    watch: { make: async () => ({ result: network.watch?.() ?? null }) },
    probe: {
      make: async () => ({
        result: network.films[0] ? { verdict: 'found', result: { id: network.films[0] } } : { verdict: 'absent' },
      }),
    },
  },
  lost: {
    put_last: [
      { by: 'look', call: () => ({ name: 'probe', kind: 'check', request: {} }), pausesMs: [0], absence: 'proof' },
    ],
  },
};

beforeEach(async () => {
  network = { chunks: [], films: [], answers: [], watch: null };
  app = await startTestApp({ roles: ['api', 'sandbox'] });
  const clock = app.app.store?.clock;
  if (!clock) throw new Error('The app has no clock.');
  const sealer = createSealer(Buffer.alloc(32, 7));
  deps = {
    database: app.database,
    clock,
    sealer,
    settings: defaultPublishing,
    roomOf: () => tube,
    openSession: (_room, { account, credentials, secretOf = () => null }) => ({
      account,
      credentials,
      secretOf,
      isRecorded: () => false,
      now: clock.now(),
      client: null,
      send: () => Promise.reject(new Error('This room sends nothing.')),
      exchange: () => Promise.reject(new Error('This room sends nothing.')),
      read: () => Promise.reject(new Error('This room reads nothing.')),
      readLinkCard: () => Promise.reject(new Error('This room makes no cards.')),
    }),
    webUrlOf: () => 'https://tube.example',
    media: {
      storage: createLocalStorage('/nowhere'),
      links: createMediaLinks({ publicUrl: '', key: Buffer.alloc(32) }),
    },
    log: () => undefined,
    counts: createCounts(),
  };
  postId = await writeStartedPost(sealer.seal('{"token":"t"}', 'acct_tube'));
});
afterEach(() => app[Symbol.asyncDispose]());

async function writeStartedPost(credentials: string): Promise<string> {
  const { database } = app;
  const { id: workspaceId } = await database.workspace.findFirstOrThrow();
  const now = new Date();
  const [post, container, delivery, segment] = [newId('Post'), newId('Container'), newId('Delivery'), newId('Segment')];
  await database.account.create({
    data: { id: 'acct_tube', workspaceId, channel: 'tube', remoteId: '1', username: 'tube', credentials },
  });
  await database.post.create({ data: { id: post, workspaceId, status: 'PUBLISHING', startedAt: now } });
  await database.container.create({ data: { id: container, postId: post, position: 0, content: 'A film' } });
  await database.delivery.create({
    data: { id: delivery, workspaceId, postId: post, accountId: 'acct_tube', dueAt: now },
  });
  await database.segment.create({
    data: { id: segment, deliveryId: delivery, accountId: 'acct_tube', containerId: container, position: 0 },
  });
  return post;
}

async function runOnce(): Promise<void> {
  const around = { journal: createJournal(deps), stopping: new AbortController().signal };
  for (const claim of await claimDeliveries(deps, { holder: 'test', limit: 1 })) await runDelivery(deps, claim, around);
}

/** Claims and runs what is due, moving the clock from one due time to the next, until nothing is left. */
async function run(): Promise<{ status: string; remoteId: string | null }> {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    await runOnce();
    const { dueAt } = await app.database.delivery.findFirstOrThrow({ where: { postId } });
    if (dueAt === null) break;
    await app.advance(Math.max(0, dueAt.getTime() - deps.clock.now().getTime() + 1));
  }
  const { status, segments } = await app.database.delivery.findFirstOrThrow({
    where: { postId },
    include: { segments: true },
  });
  return { status, remoteId: segments[0]?.remoteId ?? null };
}

/** What a person asks for. */
async function retry(unknown?: 'MARK_POSTED' | 'PUBLISH_AGAIN'): Promise<void> {
  const { id: workspaceId } = await app.database.workspace.findFirstOrThrow();
  const actor = { workspaceId, apiKeyId: 'key', scopes: new Set(apiScopes) };
  const unused = {
    events: { subscribe: () => Promise.reject() as never },
    openLine: () => Promise.reject() as never,
    media: undefined as never,
    loginPages: undefined as never,
    removePublished: () => Promise.reject() as never,
    readChoices: () => Promise.reject() as never,
  };
  const context = { ...deps, ...unused, actor, limits: defaultLimits, scheduler: { enqueue: async () => undefined } };
  await app.advance(1);
  await retryFailedPlatforms(context, { id: postId, unknown });
}

const posted = { status: 'POSTED', remoteId: 'film0' };

describe('a publication of many calls', () => {
  it('goes through its steps in order, and hands a secret on without keeping it readable', async () => {
    expect(await run()).toEqual(posted);
    expect(network).toMatchObject({ chunks: [0, 1], films: ['film0'] });
    const steps = await app.database.step.findMany({ orderBy: { position: 'asc' } });
    expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'open DONE',
      'put DONE',
      'put DONE',
      'put_last DONE',
      'set_cover DONE',
    ]);
    expect(JSON.stringify(steps.map((step) => ({ ...step })))).not.toContain('upload.example');
  });

  it('goes on from the chunk that failed, and sends those before it once', async () => {
    network.answers = [() => undefined, () => undefined, lostAnswer];
    expect(await run()).toEqual(posted);
    expect(network).toMatchObject({ chunks: [0, 1], films: ['film0'] });
  });

  it('reads the state of the upload when the answer to the last chunk is lost', async () => {
    network.answers = [() => undefined, () => undefined, () => undefined, lostAnswer];
    expect(await run()).toEqual(posted);
    expect(network.films).toEqual(['film0']);
  });

  it('sends the last chunk again where it was surely not taken', async () => {
    network.answers = [
      () => undefined,
      () => undefined,
      () => undefined,
      refusal({ kind: 'transient', happened: 'maybe' }),
    ];
    expect(await run()).toEqual(posted);
    expect(network.films).toEqual(['film0']);
  });

  it('takes a duplicate that names what is there for what its lost commit did', async () => {
    const duplicate = refusal({ kind: 'duplicate', evidence: { id: 'film0' } });
    network.answers = [
      () => undefined,
      () => undefined,
      () => undefined,
      refusal({ kind: 'transient', happened: 'maybe' }),
      duplicate,
    ];
    expect(await run()).toEqual(posted);
  });

  it('does without what is optional', async () => {
    network.answers = [() => undefined, () => undefined, () => undefined, () => undefined, refusal({})];
    expect(await run()).toEqual(posted);
  });

  it('begins afresh what had failed for good when a person retries', async () => {
    network.answers = [() => undefined, refusal({ kind: 'media_rejected' })];
    expect((await run()).status).toBe('FAILED');
    await retry();
    expect(await run()).toEqual(posted);
    const opened = await app.database.step.count({ where: { name: 'open' } });
    expect(opened).toBe(2);
  });
});

describe('what a network took and was not seen to show', () => {
  beforeEach(() => {
    network.watch = () => {
      throw new PlatformFailure({ kind: 'transient', happened: 'no', message: 'It is busy.' });
    };
  });
  const looksFine = () => {
    network.watch = () => 'live';
  };

  it('is UNKNOWN, since it may be live, and is looked at again when a person asks for it', async () => {
    expect((await run()).status).toBe('UNKNOWN');
    await retry();
    expect((await run()).status).toBe('UNKNOWN');
    looksFine();
    await retry();
    expect(await run()).toEqual(posted);
    expect(network.films).toEqual(['film0']);
  });

  it('is UNKNOWN also where its worker dies time and again', async () => {
    await runOnce();
    await dieOften();
    network.watch = () => 'working';
    expect((await run()).status).toBe('UNKNOWN');
  });

  it('counts as published where a person says so', async () => {
    await run();
    await retry('MARK_POSTED');
    expect(await run()).toEqual({ status: 'POSTED', remoteId: null });
  });

  it('is published afresh where a person says that it is not there', async () => {
    await run();
    looksFine();
    await retry('PUBLISH_AGAIN');
    expect(await run()).toEqual({ status: 'POSTED', remoteId: 'film1' });
  });

  it('is FAILED where the network says that it cannot be shown, and whatever fails in a later try is FAILED, too', async () => {
    network.watch = () => 'broken';
    expect((await run()).status).toBe('FAILED');
    network.answers = [refusal({})];
    await retry();
    expect((await run()).status).toBe('FAILED');
  });
});

describe('a delivery whose workers die', () => {
  it('is given up after ten in a row', async () => {
    await dieOften();
    expect((await run()).status).toBe('FAILED');
    expect(network.films).toEqual([]);
  });

  it('goes on where one of them came a step further', async () => {
    await dieOften(6);
    network.answers = [() => undefined, () => undefined, refusal({ kind: 'transient' })];
    await runOnce();
    await dieOften(6);
    expect(await run()).toEqual(posted);
  });
});

/** As many workers take the delivery and are never heard of again. */
async function dieOften(times = 10): Promise<void> {
  for (let deaths = 0; deaths < times; deaths += 1) {
    await app.advance(defaultPublishing.leaseMs * 2);
    expect(await claimDeliveries(deps, { holder: `dead ${deaths}`, limit: 1 })).toHaveLength(1);
  }
  await app.advance(defaultPublishing.leaseMs * 2);
}
