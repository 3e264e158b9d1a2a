import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Opened, openBluesky, openMastodon, openSandbox } from './clients.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  file = path.join(folder, 'deeper', 'sandbox.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const restarted = async (use: (sandbox: Opened) => Promise<void>) => {
  await using sandbox = await openSandbox({ file });
  await use(sandbox);
};

test('posts, sessions and idempotency keys outlive a restart, and URLs still open', async () => {
  let refreshJwt = '';
  let path = '';
  await restarted(async (sandbox) => {
    const wren = await openBluesky(sandbox, 'someone');
    refreshJwt = wren.session.refreshJwt;
    await wren.put({ text: 'Still here' });
    await openMastodon(sandbox, 'someone').post({ status: 'Here as well' }, 'key');
    path = (await sandbox.published())[1]?.url.slice(sandbox.url.length) ?? '';
  });
  await restarted(async (sandbox) => {
    expect((await sandbox.published()).map(({ text }) => text)).toEqual(['Still here', 'Here as well']);
    expect((await sandbox.call(`GET ${path}`)).text).toContain('Here as well');
    const again = await openMastodon(sandbox, 'someone').post({ status: 'Here as well' }, 'key');
    expect(again.body.url).toBe(sandbox.url + path);
    const headers = { authorization: `Bearer ${refreshJwt}` };
    expect((await sandbox.call('POST /bluesky/xrpc/com.atproto.server.refreshSession', { headers })).status).toBe(200);
  });
});

test('what was removed stays removed, and the file is written anew without it', async () => {
  await restarted(async (sandbox) => {
    await openMastodon(sandbox, 'someone').post({ status: 'Forget me' });
    await sandbox.call('DELETE /_published');
  });
  await restarted(async (sandbox) => expect(await sandbox.published()).toEqual([]));
  expect(readFileSync(file, 'utf8')).not.toContain('Forget me');
});

test('faults do not outlive a restart', async () => {
  await restarted(async (sandbox) => void (await sandbox.fault({ channel: 'mastodon', fault: 'server_error' })));
  await restarted(async (sandbox) => expect((await sandbox.call('GET /_faults')).body.armed).toEqual([]));
});

test('half a line at the end of the file is passed over', async () => {
  await restarted(async (sandbox) => void (await openMastodon(sandbox, 'someone').post({ status: 'Whole' })));
  appendFileSync(file, '["mastodon/statuses","12');
  await restarted(async (sandbox) => {
    expect((await sandbox.published()).map(({ text }) => text)).toEqual(['Whole']);
    await openMastodon(sandbox, 'someone').post({ status: 'After' });
  });
  await restarted(async (sandbox) => expect(await sandbox.published()).toHaveLength(2));
});

test('a SIGKILL right after the answer loses nothing', async () => {
  const child = spawn(process.execPath, [new URL('./child.ts', import.meta.url).pathname, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();
  const headers = {
    authorization: 'Bearer sandbox-token-someone',
    'content-type': 'application/json',
    'idempotency-key': 'key',
  };
  const body = JSON.stringify({ status: 'Survivor' });
  const answer = await fetch(`${url}/mastodon/api/v1/statuses`, { method: 'POST', headers, body });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { id } = (await answer.json()) as { id: string };
  await using sandbox = await openSandbox({ file, now: () => new Date() });
  expect((await sandbox.published()).map((post) => [post.id, post.text])).toEqual([[id, 'Survivor']]);
  expect((await openMastodon(sandbox, 'someone').post({ status: 'Survivor' }, 'key')).body.id).toBe(id);
});

test('two sandboxes in memory know nothing of each other', async () => {
  await using one = await openSandbox();
  await using other = await openSandbox();
  await openMastodon(one, 'someone').post({ status: 'Mine' });
  expect(await other.published()).toEqual([]);
});
