import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

const packaged = process.platform === 'linux' && process.arch === 'x64';
const executable = process.env.CHROMIUM_PATH ?? (packaged ? await chromium.executablePath() : null);
if (executable === null)
  console.warn('No browser for this system: set CHROMIUM_PATH to a Chromium. The browser tests are skipped.');

let app: TestApp;
let browser: Browser;
const foreignRequests: string[] = [];

describe.skipIf(executable === null)('GraphiQL in a browser', () => {
  beforeAll(async () => {
    app = await startTestApp();
    browser = await playwright.launch({
      executablePath: executable as string,
      args: [...(packaged ? chromium.args : []), '--no-sandbox'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.[Symbol.asyncDispose]();
  });

  test('publishes in one window and watches in another, as it opens', { timeout: 60_000 }, async () => {
    const [watching, publishing] = [await open(), await open()];
    await tab(watching, 'Watch').click();
    const subscribed = subscription(watching);
    await run(watching);
    await subscribed;
    await run(publishing);
    await expect.poll(() => answerIn(publishing), { timeout: 20_000 }).toContain('"status": "POSTED"');
    await expect
      .poll(() => answerIn(watching), { timeout: 20_000 })
      .toMatch(/postStatusChanged[\s\S]*"status": "POSTED"/);
    expect((await app.sandbox.published()).map(({ channel }) => channel).sort()).toEqual(['bluesky', 'mastodon']);
    expect(foreignRequests).toEqual([]);
  });

  test('opens with the same tabs when it is opened again', { timeout: 60_000 }, async () => {
    const page = await open();
    const tabs = await page.getByRole('tab').allInnerTexts();
    expect(tabs.slice(0, 3)).toEqual(['CreateAndPublish', 'Watch', 'List']);
    await page.reload();
    await ready(page);
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(tabs);
  });
});

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== app.url) foreignRequests.push(url.href);
  });
  await page.goto(app.url);
  await ready(page);
  return page;
}

const tab = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const runButton = (page: Page) => page.getByRole('button', { name: /^Execute query/ });
const ready = (page: Page) => runButton(page).waitFor();
const run = (page: Page) => runButton(page).click();

/** The answer as it is shown, where spaces are no-break ones. */
async function answerIn(page: Page): Promise<string> {
  return (await page.locator('.result-window').innerText()).replaceAll('\u00a0', ' ');
}

async function subscription(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framesent', { predicate: ({ payload }) => String(payload).includes('"subscribe"') });
}
