import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import type { MediaStorage } from '../../src/media/storage.ts';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { createGuardedAgent } from '../../src/network/guarded-agent.ts';
import { publishingRooms } from '../../src/platforms/index.ts';
import type { LinkCard, MediumToPublish } from '../../src/platforms/platform.ts';
import { createLines } from '../../src/platforms/session.ts';
import { demoClient } from '../../src/sandbox/demo-client.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { type FileServer, startFileServer } from './file-server.ts';
import { type SandboxClient, sandboxClient } from './sandbox-client.ts';

/** What rooms are tried with: a sandbox, the lines to it, a storage, and a clock that all of them go by. */
export type RoomsAtSandbox = AsyncDisposable & {
  sandbox: SandboxClient;
  lines: ReturnType<typeof createLines>;
  clock: { now(): Date; move(ms: number): void };
  /** Keeps a file, and gives it as a segment shows it, under a URL that networks can open. */
  keep(bytes: Uint8Array, facts: Partial<MediumToPublish>): Promise<MediumToPublish>;
  /** What the next links' cards say. */
  card: LinkCard;
};

type Options = { slowMs?: number };

export async function openRoomsAtSandbox({ slowMs = 10_000 }: Options = {}): Promise<RoomsAtSandbox> {
  await using opened = new AsyncDisposableStack();
  const time = { offsetMs: 0 };
  const clock = {
    now: () => new Date(Date.now() + time.offsetMs),
    move: (ms: number) => {
      time.offsetMs += ms;
    },
  };
  const sandbox = opened.use(
    await startSandbox({ host: '127.0.0.1', port: 0, file: null, latencyMs: 0, slowMs, now: clock.now }),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-rooms-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const storage = createLocalStorage(folder);
  const server = opened.use(await startFileServer());
  const dispatcher = createGuardedAgent(createAddressGuard({ allowLoopback: true, trustedOrigins: [] }));
  opened.defer(() => dispatcher.destroy());
  const rooms: Pick<RoomsAtSandbox, 'card'> = {
    card: { title: 'A page', description: 'What it says', thumbnail: null },
  };
  const networks = [...publishingRooms].filter(([, { hosts }]) => hosts.api !== null).map(([network]) => network);
  const lines = createLines({
    dispatcher,
    clock,
    apiUrls: Object.fromEntries(networks.map((network) => [network, `${sandbox.url}/${network}`])),
    clients: Object.fromEntries(networks.map((network) => [network, demoClient])),
    sandboxUrl: sandbox.url,
    findFile: (key) => storage.find(key),
    readLinkCard: async () => rooms.card,
  });
  const kept = opened.move();
  return Object.assign(rooms, {
    sandbox: sandboxClient(sandbox.url),
    lines,
    clock,
    keep: (bytes: Uint8Array, facts: Partial<MediumToPublish>) => keep({ storage, server }, bytes, facts),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function keep(
  { storage, server }: { storage: MediaStorage; server: FileServer },
  bytes: Uint8Array,
  facts: Partial<MediumToPublish>,
): Promise<MediumToPublish> {
  const { key } = await storage.put(whole(bytes));
  const id = 'media_00000000000000000000000001';
  const filename = facts.filename ?? 'file.jpg';
  const medium = { id, key, kind: 'IMAGE', mimeType: 'image/jpeg', bytes: bytes.length, filename } as const;
  const unknown = { width: null, height: null, durationMs: null, altText: null };
  const url = server.put(`/${key}/${encodeURIComponent(filename)}`, bytes, {
    'content-type': facts.mimeType ?? medium.mimeType,
  });
  return { ...unknown, ...medium, url, ...facts };
}
