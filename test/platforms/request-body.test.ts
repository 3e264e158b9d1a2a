import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { HttpRequest } from '../../src/platforms/http-request.ts';
import { requestBody } from '../../src/platforms/request-body.ts';

const file = Buffer.from('0123456789');

const find = async (key: string) =>
  key === 'film'
    ? {
        bytes: file.length,
        read: (range?: { first: number; last: number }) =>
          Readable.from([file.subarray(range?.first ?? 0, (range?.last ?? file.length - 1) + 1)]),
      }
    : null;

async function written(request: Partial<HttpRequest>) {
  const { body, headers } = await requestBody({ method: 'POST', path: '/', ...request }, find);
  const bytes =
    body === null ? null : await buffer(Readable.from(typeof body === 'string' ? [Buffer.from(body)] : body));
  return { bytes, headers };
}

test('a request without a body has none', async () => {
  expect(await written({})).toEqual({ bytes: null, headers: {} });
});

test('a form is written as browsers write it', async () => {
  const { bytes, headers } = await written({ form: { a: 'b c', 'd&': 'é' } });
  expect(bytes?.toString()).toBe('a=b+c&d%26=%C3%A9');
  expect(headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' });
});

test('a stored file is streamed with its length, whole or a part of it', async () => {
  const whole = await written({ stored: { key: 'film' } });
  expect(whole.bytes?.toString()).toBe('0123456789');
  expect(whole.headers['content-length']).toBe('10');
  const part = await written({ stored: { key: 'film', range: { first: 4, last: 6 } } });
  expect(part.bytes?.toString()).toBe('456');
  expect(part.headers['content-length']).toBe('3');
});

test('a form with files is what a server reads back, and as long as it says', async () => {
  const { bytes, headers } = await written({
    parts: [
      { name: 'description', value: 'Zoë\r\n"x"' },
      { name: 'file', filename: 'a "b".mp4', mimeType: 'video/mp4', stored: { key: 'film' } },
    ],
  });
  expect(headers['content-length']).toBe(String(bytes?.length));
  const form = await new Response(new Uint8Array(bytes ?? []), { headers }).formData();
  expect(form.get('description')).toBe('Zoë\r\n"x"');
  const read = form.get('file') as File;
  expect([read.name, read.type, await read.text()]).toEqual(['a "b".mp4', 'video/mp4', '0123456789']);
});

test('a form has bytes that were made for it as a file', async () => {
  const part = {
    name: 'file',
    filename: 'part',
    mimeType: 'application/octet-stream',
    bytes: Uint8Array.of(0, 255, 13),
  };
  const { bytes, headers } = await written({ parts: [part] });
  expect(headers['content-length']).toBe(String(bytes?.length));
  const form = await new Response(new Uint8Array(bytes ?? []), { headers }).formData();
  const read = form.get('file') as File;
  expect([read.name, read.type, [...new Uint8Array(await read.arrayBuffer())]]).toEqual([
    'part',
    'application/octet-stream',
    [0, 255, 13],
  ]);
});

test('a file that is gone, or that ends before its part does, is said to be', async () => {
  await expect(written({ stored: { key: 'gone' } })).rejects.toThrow(/no longer has the file/);
  await expect(written({ stored: { key: 'film', range: { first: 8, last: 10 } } })).rejects.toThrow(/has 10 bytes/);
});
