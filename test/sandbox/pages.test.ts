import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Opened, openBluesky, openMastodon, openSandbox } from './clients.ts';

let sandbox: Opened;
beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox[Symbol.asyncDispose]());

describe('the list of what was published', () => {
  test('holds posts of every network, oldest first, as they were sent', async () => {
    const root = (await openMastodon(sandbox, 'marlow').post({ status: ' Root ' })).body;
    sandbox.pass(1000);
    const wren = await openBluesky(sandbox, 'wren');
    const record = (await wren.put({ text: 'In between' })).body;
    sandbox.pass(1000);
    await openMastodon(sandbox, 'marlow').post({ status: 'Reply', in_reply_to_id: root.id });
    expect(await sandbox.published()).toMatchObject([
      {
        channel: 'mastodon',
        account: 'marlow',
        id: root.id,
        url: root.url,
        text: ' Root ',
        media: [],
        inReplyTo: null,
        at: '2026-05-04T10:00:00.000Z',
      },
      {
        channel: 'bluesky',
        account: 'wren.sandbox.test',
        id: record.uri,
        text: 'In between',
        at: '2026-05-04T10:00:01.000Z',
      },
      { channel: 'mastodon', text: 'Reply', inReplyTo: root.id },
    ]);
  });

  test('is emptied on request', async () => {
    await openMastodon(sandbox, 'marlow').post({ status: 'x' }, 'key');
    expect((await sandbox.call('DELETE /_published')).status).toBe(204);
    expect(await sandbox.published()).toEqual([]);
    expect((await openMastodon(sandbox, 'marlow').post({ status: 'x' }, 'key')).status).toBe(200);
  });
});

describe('pages', () => {
  test('every published URL opens and shows the text, until the post is removed', async () => {
    const marlow = openMastodon(sandbox, 'marlow');
    await marlow.post({ status: 'On mastodon' });
    await (await openBluesky(sandbox, 'wren')).put({ text: 'On bluesky' });
    const all = await sandbox.published();
    for (const { url, text } of all) {
      const page = await sandbox.call(`GET ${url.slice(sandbox.url.length)}`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
      expect(page.text).toContain(text);
    }
    await sandbox.call('DELETE /_published');
    for (const { url } of all) {
      const page = await sandbox.call(`GET ${url.slice(sandbox.url.length)}`);
      expect(page.status).toBe(404);
      expect(page.text).toContain('This page is not here');
    }
  });

  test('a bluesky post opens by handle as well as by did', async () => {
    const wren = await openBluesky(sandbox, 'wren');
    await wren.put({ text: 'Twice reachable' }, { rkey: '3lbhs2m6zzz22' });
    for (const who of [wren.did, 'wren.sandbox.test']) {
      expect((await sandbox.call(`GET /bluesky/profile/${who}/post/3lbhs2m6zzz22`)).text).toContain('Twice reachable');
      expect((await sandbox.call(`GET /bluesky/profile/${who}`)).text).toContain('Twice reachable');
    }
  });

  test('whatever is written stays text', async () => {
    const evil = '<script>alert(1)</script> "quoted" \' & <img src=x onerror=alert(2)>';
    await openMastodon(sandbox, 'marlow').post({ status: evil, spoiler_text: evil });
    const external = { uri: 'https://example.com/"onmouseover="x', title: evil, description: evil };
    await (await openBluesky(sandbox, 'wren')).put({
      text: evil,
      embed: { $type: 'app.bsky.embed.external', external },
    });
    for (const path of [
      '/',
      '/mastodon',
      '/bluesky',
      ...(await sandbox.published()).map(({ url }) => url.slice(sandbox.url.length)),
    ]) {
      const { text } = await sandbox.call(`GET ${path}`);
      expect(text).not.toMatch(/<script>alert|<img|"onmouseover=/);
      expect(text).toContain('&lt;script&gt;alert(1)');
    }
  });

  test('a link to anything but the web is no link', async () => {
    const facets = [
      {
        index: { byteStart: 0, byteEnd: 5 },
        features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'javascript:alert(1)' }],
      },
    ];
    const external = { uri: 'javascript:alert(2)', title: 'Card', description: '' };
    const made = await (await openBluesky(sandbox, 'wren')).put({
      text: 'Click me',
      facets,
      embed: { $type: 'app.bsky.embed.external', external },
    });
    expect(made.status).toBe(200);
    expect((await sandbox.call('GET /bluesky')).text).not.toMatch(/href="javascript/i);
  });

  test('replies stand under their parent, the newest thread first', async () => {
    const marlow = openMastodon(sandbox, 'marlow');
    const { id } = (await marlow.post({ status: 'Thread one' })).body;
    await marlow.post({ status: 'Thread two' });
    await marlow.post({ status: 'Reply in one', in_reply_to_id: id });
    const { text } = await sandbox.call('GET /mastodon');
    const places = ['Thread two', 'Thread one', 'Reply in one'].map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('hashtags and profiles have pages', async () => {
    await openMastodon(sandbox, 'marlow').post({ status: 'About #Ink' });
    expect((await sandbox.call('GET /mastodon/tags/ink')).text).toContain('About');
    expect((await sandbox.call('GET /mastodon/@marlow')).text).toContain('About');
    expect((await sandbox.call('GET /mastodon/@nobody')).status).toBe(404);
  });

  test('the front page names every network, login and tool', async () => {
    const { text } = await sandbox.call('GET /');
    for (const words of [
      'href="/bluesky"',
      'href="/mastodon"',
      'app-password-wren',
      'sandbox-token-marlow',
      '/_faults',
    ])
      expect(text).toContain(words);
  });

  test('an open page is told of a new post at once', async () => {
    const answer = await fetch(`${sandbox.url}/_stream`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('event: ready');
    await openMastodon(sandbox, 'marlow').post({ status: 'News' });
    expect((await reader?.read())?.value).toContain('event: change');
  });

  test('closing does not wait for open pages', async () => {
    await using short = await openSandbox();
    const answer = await fetch(`${short.url}/_stream`);
    const ended = answer.text().catch((error: Error) => error.name);
    await short[Symbol.asyncDispose]();
    expect(await ended).toBe('TypeError');
  });
});
