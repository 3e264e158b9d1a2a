import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

const packaged = process.platform === 'linux' && process.arch === 'x64';
const executable = process.env.CHROMIUM_PATH ?? (packaged ? await chromium.executablePath() : null);
if (executable === null)
  console.warn('No browser for this system: set CHROMIUM_PATH to a Chromium. The browser tests are skipped.');

/** A frontend of another origin, to come back to. */
let frontend: Server;
let home: string;
let app: TestApp;
let browser: Browser;
let context: BrowserContext;
/** What a browser complained of: a policy that held a form back, a script that was not run. */
const complaints: string[] = [];

describe.skipIf(executable === null)('connecting in a browser', () => {
  beforeAll(async () => {
    frontend = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<title>Frontend</title><h1>Back home</h1>');
    }).listen(0, '127.0.0.1');
    await once(frontend, 'listening');
    home = `http://127.0.0.1:${(frontend.address() as AddressInfo).port}`;
    app = await startTestApp({ environment: { CORS_ORIGINS: home } });
    browser = await playwright.launch({
      executablePath: executable as string,
      args: [...(packaged ? chromium.args : []), '--no-sandbox'],
    });
    context = await browser.newContext();
    context.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.[Symbol.asyncDispose]();
    frontend?.close();
  });

  test('authorises on X and lands connected where it came from', { timeout: 60_000 }, async () => {
    const page = await open('X', `${home}/accounts`);
    await page.getByLabel('Account').fill('wren');
    await page.getByRole('button', { name: 'Authorise' }).click();
    await page.getByRole('heading', { name: 'Back home' }).waitFor();
    expect(await accountsIn(page)).toEqual([{ channel: 'X', username: 'wren', status: 'ACTIVE' }]);
    expect(complaints).toEqual([]);
  });

  test('chooses one page of several on LinkedIn with the keyboard, and lands connected', {
    timeout: 60_000,
  }, async () => {
    const page = await open('LINKEDIN_PAGE', `${home}/accounts`);
    await page.getByLabel('Account').fill('fern.gull');
    await page.getByRole('button', { name: 'Authorise' }).click();
    const boxes = page.getByRole('checkbox');
    await boxes.first().waitFor();
    expect(await boxes.count()).toBeGreaterThan(1);
    await boxes.first().focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Connect' }).press('Enter');
    await page.getByRole('heading', { name: 'Back home' }).waitFor();
    expect(await accountsIn(page)).toMatchObject([{ channel: 'LINKEDIN_PAGE', status: 'ACTIVE' }]);
    expect(complaints).toEqual([]);
  });

  test('is told so when the address is opened again, and when a state is forged', { timeout: 60_000 }, async () => {
    const page = await open('X', null);
    const callback = page.waitForRequest((request) => request.url().startsWith(`${app.url}/connect/callback`));
    await page.getByRole('button', { name: 'Authorise' }).click();
    const used = (await callback).url();
    await page.getByText('You may close this window').waitFor();
    for (const address of [used, used.replace(/state=[^&]+/, `state=${'A'.repeat(43)}`)]) {
      expect((await page.goto(address))?.status()).toBe(400);
      expect(await page.getByRole('heading').innerText()).toBe('Nothing was connected');
    }
    expect(complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
  });
});

async function open(channel: string, returnTo: string | null): Promise<Page> {
  const query = `mutation ($input: StartAccountConnectionInput!) { startAccountConnection(input: $input) { authorizationUrl } }`;
  const { data } = await app.graphql<{ startAccountConnection: { authorizationUrl: string } }>(query, {
    input: { channel, returnTo },
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(data.startAccountConnection.authorizationUrl);
  return page;
}

/** The accounts that the page was told of in its address. */
async function accountsIn(page: Page): Promise<object[]> {
  const ids = new URL(page.url()).searchParams.get('connected')?.split(',') ?? [];
  const found = ids.map(async (id) => {
    const { data } = await app.graphql<{ account: object }>(`{ account(id: "${id}") { channel username status } }`);
    return data.account;
  });
  return Promise.all(found);
}
