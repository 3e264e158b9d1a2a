import { describe, expect, test } from 'vitest';
import { createAddressGuard } from '../../src/network/address-guard.ts';

const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: ['http://10.0.0.5:8080'] });
const demo = createAddressGuard({ allowLoopback: true, trustedOrigins: [] });

describe('a URL', () => {
  test.for([
    'https://bsky.social',
    'https://bsky.social:8443/path',
    'http://93.184.216.34/',
    'https://[2606:4700:4700::1111]/',
    'https://[::ffff:93.184.216.34]/',
    'http://10.0.0.5:8080/prefix',
  ])('%s may be reached', (url) => {
    expect(guard.refusalOfUrl(url)).toBeNull();
  });

  test.for([
    'not a url',
    'ftp://bsky.social',
    'file:///etc/passwd',
    'gopher://bsky.social',
    'https://user@bsky.social',
    'https://:secret@bsky.social',
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f.1',
    'http://017700000001',
    'http://１２７.0.0.1',
    'http://127.0.0.1.',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://[fd00::1]',
    'http://[fe80::1]',
    'http://[fec0::1]',
    'http://0.0.0.0',
    'http://10.0.0.5',
    'http://10.0.0.5:8081',
    'https://10.0.0.5:8080',
    'http://172.16.0.1',
    'http://192.168.1.1',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1',
    'http://224.0.0.1',
    'http://255.255.255.255',
    'http://198.18.0.1',
    'http://192.0.2.1',
  ])('%s is refused, with a sentence that says what to do', (url) => {
    expect(guard.refusalOfUrl(url)).toMatch(/\. Give .+\.$/);
  });

  test('never shows the password that it carries', () => {
    expect(guard.refusalOfUrl('https://ada:secret@bsky.social')).not.toContain('secret');
  });
});

describe('demo mode', () => {
  test.for(['http://127.0.0.1:4010/bluesky', 'http://[::1]:4010', 'http://[::ffff:127.0.0.1]', 'http://127.9.9.9'])(
    'lets %s by',
    (url) => expect(demo.refusalOfUrl(url)).toBeNull(),
  );

  test.for(['http://10.0.0.5', 'http://169.254.169.254', 'http://0.0.0.0', 'http://[fd00::1]'])('refuses %s', (url) =>
    expect(demo.refusalOfUrl(url)).not.toBeNull(),
  );
});

test('an address that is no address is refused', () => {
  expect(guard.refusalOfAddress('localhost')).not.toBeNull();
});
