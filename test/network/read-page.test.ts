import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { createFetchFile } from '../../src/network/fetch-file.ts';
import { FetchRefused } from '../../src/network/fetch-refused.ts';
import { createGuardedAgent } from '../../src/network/guarded-agent.ts';
import { type Page, readPage } from '../../src/network/read-page.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';

let server: FileServer;
let read: (url: string, signal?: AbortSignal) => Promise<Page>;
const opened = new AsyncDisposableStack();
beforeAll(async () => {
  server = opened.use(await startFileServer());
  const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: [server.origin] });
  const agent = opened.adopt(createGuardedAgent(guard), (open) => open.destroy());
  const fetchFile = createFetchFile({ guard, agent });
  read = (url, signal) => readPage(fetchFile, url, signal);
});
afterAll(() => opened.disposeAsync());

const html = { 'content-type': 'text/html; charset=utf-8' };
const page = (body: string | Uint8Array, headers: Record<string, string> = html) =>
  read(server.put('/a/page', body, headers));
const nothing = { title: null, description: null, imageUrl: null };

test('a page’s Open Graph data beat its title and description', async () => {
  expect(
    await page(`<!doctype html><html><head><title>Plain</title><meta name="description" content="Plain words">
      <meta property="og:title" content="Caf&eacute; &amp; &#128512;"><META NAME='og:description' CONTENT=' In
      two lines '><meta property="og:image" content="https://cdn.example.com/a.png?x=1&amp;y=2"></head></html>`),
  ).toEqual({
    title: 'Café & 😀',
    description: 'In two lines',
    imageUrl: 'https://cdn.example.com/a.png?x=1&y=2',
  });
});

test('without them they serve', async () => {
  expect(
    await page(
      '<svg><title>An icon</title></svg><title>A &lt;b&gt; \n title</title><title>Another</title><meta name=description content="Words">',
    ),
  ).toEqual({ ...nothing, title: 'A <b> title', description: 'Words' });
});

test('what is missing, empty or in a comment or a script is null', async () => {
  expect(await page('')).toEqual(nothing);
  expect(
    await page(`<title> </title><meta property="og:title" content=" "><!-- <meta property="og:title" content="no"> -->
      <script>'<meta property="og:title" content="no">'</script><meta property="og:image">`),
  ).toEqual(nothing);
});

test('of several the first counts', async () => {
  const metas = ['', 'First', 'Second'].map((content) => `<meta property="og:title" content="${content}">`);
  expect(await page(metas.join(''))).toMatchObject({ title: 'First' });
});

test.each([
  ['/img/a.png', '/img/a.png'],
  ['a.png', '/a/a.png'],
  ['//cdn.example.com/a.png', 'http://cdn.example.com/a.png'],
  ['javascript:alert(1)', null],
  ['data:image/png;base64,AA', null],
  ['http://[', null],
  [`/${'a'.repeat(2_048)}`, null],
])('an image at %s is at %s', async (content, expected) => {
  const { imageUrl } = await page(`<meta property="og:image" content="${content}">`);
  expect(imageUrl).toBe(expected?.startsWith('/') ? `${server.origin}${expected}` : expected);
});

test('an image is found from where the page is in the end', async () => {
  server.put('/deep/er/page', '<meta property="og:image" content="a.png">', html);
  const url = server.put('/moved', (_request, response) =>
    response.writeHead(302, { location: '/deep/er/page' }).end(),
  );
  expect(await read(url)).toMatchObject({ imageUrl: `${server.origin}/deep/er/a.png` });
});

test('long texts are cut', async () => {
  const { title, description } = await page(
    `<meta property="og:title" content="${'😀'.repeat(301)}"><meta property="og:description" content="${'b'.repeat(1_001)}">`,
  );
  expect(title).toBe(`${'😀'.repeat(299)}…`);
  expect(description).toBe(`${'b'.repeat(999)}…`);
});

test('a page is read as it is encoded: by its header, else by its own word, else as UTF-8', async () => {
  const latin = Buffer.from('<meta charset="iso-8859-1"><title>Café</title>', 'latin1');
  const title = 'Café';
  expect(await page(latin, { 'content-type': 'text/html' })).toMatchObject({ title });
  expect(await page(latin, { 'content-type': 'text/html;charset="latin1"' })).toMatchObject({ title });
  expect(await page('<title>Café</title>', { 'content-type': 'text/html; charset=none' })).toMatchObject({ title });
});

test('no more than the beginning of a page is read', async () => {
  const long = `<title>Long</title>${'<p>x</p>'.repeat(200_000)}<meta property="og:title" content="Too late">`;
  expect(await page(long)).toMatchObject({ title: 'Long' });
});

test('a page that is made to take long is left where it gets too deep', async () => {
  const deep = `<title>Deep</title>${'<b>'.repeat(150_000)}${'</i>'.repeat(120_000)}`;
  expect(await page(deep)).toMatchObject({ title: 'Deep' });
}, 5_000);

test('broken HTML is read as far as it goes', async () => {
  expect(await page('<meta property="og:title" content="Fine"><title>Half <meta <<<')).toMatchObject({ title: 'Fine' });
});

test('what is no page, or is not to be fetched, is refused', async () => {
  for (const type of ['image/png', 'application/json', 'text/plain', ''])
    await expect(page('<title>x</title>', { 'content-type': type })).rejects.toThrow(/is no web page/);
  for (const url of [
    'http://127.0.0.1/',
    'ftp://example.com',
    server.put('/gone', (_, response) => response.writeHead(410).end()),
  ])
    await expect(read(url)).rejects.toBeInstanceOf(FetchRefused);
  await expect(read(`${server.origin}/a/page`, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
});
