import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { createFetchFile, type FetchedFile, type FetchOptions } from '../../src/network/fetch-file.ts';
import { FetchRefused } from '../../src/network/fetch-refused.ts';
import { createGuardedAgent, type LookupAll } from '../../src/network/guarded-agent.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';

let server: FileServer;
beforeAll(async () => {
  server = await startFileServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.asked.length = 0;
});

const pace = { totalMs: 2_000, answerMs: 1_000, pauseMs: 1_000 };
type Way = Partial<FetchOptions> & { lookup?: LookupAll; pace?: Partial<typeof pace>; trusted?: boolean };

/** Fetches with the local server as the one trusted origin, and gives what came of it. */
async function fetched(url: string, way: Way = {}): Promise<{ text: string; file: FetchedFile } | Error> {
  const { lookup, trusted = true, maxBytes = 1_000, pace: given, ...options } = way;
  const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: trusted ? [server.origin] : [] });
  const agent = createGuardedAgent(guard, lookup);
  const fetchFile = createFetchFile({ guard, agent, pace: { ...pace, ...given } });
  try {
    using file = await fetchFile(url, { maxBytes, ...options });
    return { text: (await buffer(file.body)).toString(), file };
  } catch (error) {
    return error as Error;
  } finally {
    await agent.destroy();
  }
}

async function refusal(url: string, way: Way = {}): Promise<string> {
  const outcome = await fetched(url, way);
  expect(outcome).toBeInstanceOf(FetchRefused);
  const { message } = outcome as FetchRefused;
  expect(message).toMatch(/\. (Give|Check|Try|Upload) .+\.$/);
  return message;
}

/** Answers with each list of addresses in turn, as a name does that changes its mind. */
function names(...answers: string[][]): LookupAll & { times(): number } {
  let times = 0;
  const lookup: LookupAll = (_hostname, _options, callback) => {
    const addresses = answers[Math.min(times, answers.length - 1)] ?? [];
    times += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(lookup, { times: () => times });
}

/** Address and what it is. Every one of them as a literal, behind a name, and behind a redirect. */
const inside: [string, string][] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'the end of loopback'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['169.254.169.254', 'link-local, where clouds keep credentials'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.127.255.255', 'the end of carrier-grade NAT'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'this network'],
  ['192.0.0.1', 'protocol assignments'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['192.88.99.1', 'the 6to4 relay'],
  ['198.18.0.1', 'benchmarking'],
  ['192.175.48.1', 'AS112'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['::ffff:127.0.0.1', 'mapped loopback'],
  ['::ffff:10.0.0.1', 'mapped private'],
  ['::ffff:169.254.169.254', 'mapped link-local'],
  ['::127.0.0.1', 'IPv4-compatible'],
  ['::ffff:0:127.0.0.1', 'IPv4-translated'],
  ['64:ff9b::7f00:1', 'NAT64'],
  ['64:ff9b::a9fe:a9fe', 'NAT64 of link-local'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['2002:7f00:1::', '6to4 of loopback'],
  ['2002:a00:1::1', '6to4 of private'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['2001:2::1', 'benchmarking'],
  ['2001:10::1', 'ORCHID'],
  ['2001:20::1', 'ORCHIDv2'],
  ['100::1', 'discard'],
  ['fc00::1', 'unique local'],
  ['fd12:3456::1', 'unique local'],
  ['fe80::1', 'link-local'],
  ['febf::1', 'the end of link-local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['5f00::1', 'segment routing'],
  ['4000::1', 'unassigned'],
];

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address);

describe('an address that is not public', () => {
  test.each(inside)('%s (%s) is refused as a literal, by name, by redirect and among public ones', async (address) => {
    const literal = `http://${bracketed(address)}/secret`;
    await refusal(literal);
    expect(await refusal('http://name.test/', { lookup: names([address]) })).toContain('not on the public internet');
    await refusal('http://name.test/', { lookup: names(['93.184.216.34', address]) });
    const redirecting = server.put('/to-literal', (_request, response) =>
      response.writeHead(302, { location: literal }).end(),
    );
    expect(await refusal(redirecting)).toContain('redirects to an address that Postern does not fetch from');
    expect(server.asked).toEqual(['/to-literal']);
  });

  test('is not told to whoever asked for a name', async () => {
    for (const [address] of inside)
      expect(await refusal('http://name.test/', { lookup: names([address]) })).not.toContain(address);
  });

  test.each([
    ['2130706433', 'one number'],
    ['0x7f000001', 'one hexadecimal number'],
    ['017700000001', 'one octal number'],
    ['127.1', 'two parts'],
    ['127.0.1', 'three parts'],
    ['0x7f.1', 'hexadecimal and short'],
    ['0177.0.0.01', 'octal parts'],
    ['0x7F.0x0.0x0.0x1', 'hexadecimal parts'],
    ['127.0.0.1.', 'a dot at the end'],
    ['１２７.０.０.１', 'full-width digits'],
    ['①②⑦.0.0.1', 'circled digits'],
    ['127。0。0。1', 'ideographic dots'],
    ['%31%32%37.0.0.1', 'percent-encoded'],
    ['3232235521', '192.168.0.1 as one number'],
    ['0xA9FEA9FE', '169.254.169.254 as one number'],
    ['[0:0:0:0:0:0:0:1]', 'written out'],
    ['[::ffff:7f00:1]', 'mapped, in hexadecimal'],
    ['[0:0:0:0:0:ffff:127.0.0.1]', 'mapped, written out'],
    ['localhost', 'its usual name'],
    ['localhost.', 'its usual name with a dot'],
  ])('%s (%s) is refused', async (host) => {
    await refusal(`http://${host}/`);
    await refusal(`https://${host}/`);
  });
});

describe('a URL that is refused as it is written', () => {
  test.each([
    ['not a url'],
    ['//name.test/a'],
    ['http://'],
    ['file:///etc/passwd'],
    ['ftp://name.test/a'],
    ['gopher://name.test/a'],
    ['data:image/png;base64,AAAA'],
    ['javascript:alert(1)'],
    ['ws://name.test/'],
    ['http://ada@name.test/'],
    ['http://:secret@name.test/'],
    ['http://name.test:22/'],
    ['http://name.test:8080/'],
    ['https://name.test:8443/'],
    ['http://93.184.216.34:6379/'],
    ['http://name.test:0/'],
    [`http://name.test/${'a'.repeat(2_048)}`],
  ])('%s', async (url) => {
    const lookup = names(['127.0.0.1']);
    expect(await refusal(url, { lookup })).not.toContain('secret');
    expect(lookup.times()).toBe(0);
  });

  test('the origin that tests trust is refused where the configuration does not name it', async () => {
    const url = server.put('/a', 'reached');
    await refusal(url, { trusted: false });
    await refusal(url.replace('127.0.0.1', 'localhost'));
    expect(server.asked).toEqual([]);
  });
});

describe('a name', () => {
  test('is looked up once, so that it cannot change its answer before the connection', async () => {
    const lookup = names(['93.184.216.34'], ['127.0.0.1']);
    await refusal('http://name.test/', { lookup, pace: { totalMs: 50 } });
    expect(lookup.times()).toBe(1);
  });

  test('is judged again at a redirect to it', async () => {
    const url = server.put('/to-name', (_request, response) =>
      response.writeHead(301, { location: 'http://name.test/' }).end(),
    );
    expect(await refusal(url, { lookup: names(['10.0.0.1']) })).toContain('not on the public internet');
  });

  test('that nobody has says so', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const lookup: LookupAll = (_hostname, _options, callback) => callback(unknown, []);
    expect(await refusal('http://name.test/', { lookup })).toContain('a server that does not exist');
  });
});

describe('a redirect', () => {
  const chain = (length: number) => {
    for (let left = length; left > 0; left -= 1)
      server.put(`/chain-${left}`, (_request, response) =>
        response.writeHead(307, { location: left === 1 ? '/chain-end' : `chain-${left - 1}` }).end('moved'),
      );
    server.put('/chain-end', 'arrived');
    return `${server.origin}/chain-${length}`;
  };

  test('is followed three times', async () => {
    expect(await fetched(chain(3))).toMatchObject({ text: 'arrived', file: { url: `${server.origin}/chain-end` } });
  });

  test('is not followed a fourth time', async () => {
    expect(await refusal(chain(4))).toContain('too many times');
    expect(server.asked).not.toContain('/chain-end');
  });

  test.each(['file:///etc/passwd', 'http://ada:secret@name.test/', 'http://name.test:22/', 'http://[', ''])(
    'to %o is not followed',
    async (location) => {
      const url = server.put('/wrong', (_request, response) => response.writeHead(302, { location }).end());
      expect(await refusal(url)).not.toContain('secret');
    },
  );
});

describe('a body', () => {
  test('comes as it is, with its type', async () => {
    const url = server.put('/file.txt?a=b', 'Hello', { 'content-type': 'text/plain' });
    expect(await fetched(`${url}#part`)).toMatchObject({ text: 'Hello', file: { contentType: 'text/plain' } });
  });

  test('of exactly the cap is taken, and one byte more is not, whether it says so or not', async () => {
    const url = server.put('/exact', 'x'.repeat(1_000));
    expect(await fetched(url)).toMatchObject({ text: 'x'.repeat(1_000) });
    const large = { passed: { limit: 1_000, actual: 1_001, unit: 'bytes' } };
    expect(await fetched(server.put('/said', 'x'.repeat(1_001)))).toMatchObject(large);
    const chunked = server.put('/chunked', (_request, response) => {
      response.write('x'.repeat(1_000));
      response.end('x');
    });
    expect(await fetched(chunked)).toMatchObject(large);
  });

  test('without end is cut off at the cap', async () => {
    const url = server.put('/endless', (_request, response) => {
      const pour = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', pour);
      };
      pour();
    });
    expect(await refusal(url, { maxBytes: 1_000_000 })).toContain('more than 1000000 bytes');
  });

  test('that pauses, drips, or does not begin is cut off', async () => {
    const pausing = server.put('/pausing', (_request, response) => void response.write('x'));
    const dripping = server.put('/dripping', (_request, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.once('close', () => clearInterval(drip));
    });
    const silent = server.put('/silent', () => {});
    const [paused, dripped, unanswered] = await Promise.all([
      refusal(pausing, { pace: { pauseMs: 50 } }),
      refusal(dripping, { pace: { totalMs: 150 } }),
      refusal(silent, { pace: { answerMs: 50 } }),
    ]);
    expect(paused).toContain('stopped sending');
    expect(dripped).toContain('was not whole after 0.15 seconds');
    expect(unanswered).toContain('does not answer in time');
  });

  test('that breaks off, is compressed, or belongs to another status is refused', async () => {
    const breaking = server.put('/breaking', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
    });
    await refusal(breaking);
    const zipped = server.put('/zipped', 'x', { 'content-encoding': 'gzip' });
    expect(await refusal(zipped)).toContain('compressed');
    for (const status of [201, 204, 206, 304, 401, 403, 404, 410, 500, 503]) {
      const url = server.put('/status', (_request, response) => response.writeHead(status).end());
      expect(await refusal(url)).toContain(`status ${status}`);
    }
  });

  test('ends with the caller’s signal', async () => {
    const reason = new Error('The caller left.');
    const url = server.put('/left', () => {});
    expect(await fetched(url, { signal: AbortSignal.abort(reason) })).toBe(reason);
    const leaving = new AbortController();
    server.put('/left', () => leaving.abort(reason));
    expect(await fetched(url, { signal: leaving.signal })).toBe(reason);
  });
});

test('asks for the file as it is, with nothing that tells of the caller', async () => {
  let headers: object = {};
  const url = server.put('/headers', (request, response) => {
    headers = request.headers;
    response.end();
  });
  await fetched(url, { accept: 'text/html' });
  const host = new URL(server.origin).host;
  expect(headers).toEqual({
    host,
    connection: 'keep-alive',
    accept: 'text/html',
    'accept-encoding': 'identity',
    'user-agent': 'Postern',
  });
});
