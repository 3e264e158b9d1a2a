import { PlatformFailure } from './failure.ts';
import type { HttpRequest } from './http-request.ts';

/** Where a network's requests may go. */
export type Servers = {
  /** One server in the place of all: the sandbox, or where the configuration points. It may have a path before the network's own. */
  server: string | null;
  /** Else the network's hosts, by name; "api" is the account's own server where it has one. */
  hosts: Readonly<Record<string, string | null>>;
  uploadHosts: readonly string[];
};

/** The address of a request. Throws a PlatformFailure where it would leave the network: then nothing is sent. */
export function addressOf({ path, host = 'api' }: HttpRequest, servers: Servers): URL {
  if (/^https?:\/\//i.test(path)) return givenAddress(path, servers);
  const base = URL.parse(servers.server ?? servers.hosts[host] ?? '');
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '' || base.password !== '')
    throw refusal('The account’s server has no proper address: it starts with https:// and holds no user name.');
  return new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
}

/** An address that the network gave: followed to its own hosts alone, or its answers would choose what is reached from here. */
function givenAddress(text: string, { server, hosts, uploadHosts }: Servers): URL {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '')
    throw refusal('The network gave an address to upload to that is none.');
  const own = server === null ? Object.values(hosts) : [server];
  if (own.some((base) => base !== null && new URL(base).origin === url.origin)) return url;
  const isUploadHost = uploadHosts.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`));
  if (isUploadHost && url.protocol === 'https:' && url.port === '') return url;
  throw refusal(`The network gave an address to upload to at ${url.host}, which is not known to be its own.`);
}

function refusal(message: string): PlatformFailure {
  return new PlatformFailure({ kind: 'validation', happened: 'no', message });
}
