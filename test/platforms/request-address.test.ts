import { describe, expect, test } from 'vitest';
import { addressOf, type Servers } from '../../src/platforms/request-address.ts';

const hosts = { api: 'https://api.net.test', auth: 'https://login.net.test' };
const shared: Servers = { server: null, hosts, uploadHosts: ['uploads.net.test'] };
const own: Servers = { server: 'http://127.0.0.1:4010/net', hosts, uploadHosts: ['uploads.net.test'] };
const perAccount: Servers = { server: null, hosts: { api: null, auth: 'https://login.net.test' }, uploadHosts: [] };

function at(path: string, servers = shared, host?: string): string {
  return addressOf({ method: 'GET', path, ...(host === undefined ? {} : { host }) }, servers).href;
}

describe('a path', () => {
  test('goes to the network’s api, or to the host that the request names', () => {
    expect(at('/v1/posts?a=1')).toBe('https://api.net.test/v1/posts?a=1');
    expect(at('/token', shared, 'auth')).toBe('https://login.net.test/token');
  });

  test('goes below the one server where there is one, whichever host the request names', () => {
    expect(at('/v1/posts', own)).toBe('http://127.0.0.1:4010/net/v1/posts');
    expect(at('/token', own, 'auth')).toBe('http://127.0.0.1:4010/net/token');
  });

  test('without a server of the account is refused where each account has its own', () => {
    expect(() => at('/v1/posts', perAccount)).toThrow(/has no proper address/);
    expect(at('/token', perAccount, 'auth')).toBe('https://login.net.test/token');
  });

  test.for(['ftp://pds.test', 'https://ada:pw@pds.test', 'no address'])('is refused on the server "%s"', (server) => {
    expect(() => at('/x', { ...own, server })).toThrow(/has no proper address/);
  });
});

describe('an address that the network gave', () => {
  test.for([
    ['https://uploads.net.test/a?sig=1', shared],
    ['https://eu.uploads.net.test/a', shared],
    ['https://api.net.test/a', shared],
    ['http://127.0.0.1:4010/net/upload/1', own],
    ['https://uploads.net.test/a', own],
  ] as const)('%s is followed', ([address, servers]) => {
    expect(at(address, servers)).toBe(address);
  });

  test.for([
    ['https://uploads.net.test.evil.test/a', shared],
    ['https://eviluploads.net.test/a', shared],
    ['http://uploads.net.test/a', shared],
    ['https://uploads.net.test:8443/a', shared],
    ['https://me:pw@uploads.net.test/a', shared],
    ['http://169.254.169.254/latest', shared],
    ['http://127.0.0.1:4011/net/upload/1', own],
    ['https://api.net.test/a', own],
  ] as const)('%s is not, and nothing is sent', ([address, servers]) => {
    expect(() => at(address, servers)).toThrow(
      expect.objectContaining({ name: 'PlatformFailure', kind: 'validation', happened: 'no' }),
    );
  });
});
