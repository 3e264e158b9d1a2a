import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

type Settings = Pick<Config, 'mode' | 'host' | 'publicUrl' | 'corsOrigins' | 'introspection'>;

/** Whose pages a browser may talk to this server from, and under which names it may be talked to. */
export type OwnSites = {
  /** The page's origin is this server's or listed. What is no browser sends none. */
  allowsOrigin(origin: string | null, host: string | null): boolean;
  /** The server is called by a name of its own: in demo mode a foreign page could otherwise reach it by rebinding a name of its own. */
  allowsHost(host: string | null): boolean;
  /** Whether a mere link, which any page can have, is answered: where people explore the API. */
  answersLinks: boolean;
};

export function ownSites({ mode, host, publicUrl, corsOrigins, introspection }: Settings): OwnSites {
  const origins = new Set([new URL(publicUrl).origin, ...corsOrigins]);
  const hostnames = new Set(['localhost', '127.0.0.1', '[::1]', bracketed(host), new URL(publicUrl).hostname]);
  return {
    allowsOrigin: (origin, ownHost) =>
      origin === null || origins.has(origin) || hostOf(origin) === ownHost?.toLowerCase(),
    allowsHost: (name) => mode !== 'demo' || (name !== null && hostnames.has(hostnameOf(name))),
    answersLinks: introspection,
  };
}

/** The Origin and Host headers of a request. */
export function whereFrom({ headers }: IncomingMessage): { origin: string | null; host: string | null } {
  return { origin: headers.origin ?? null, host: headers.host ?? null };
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}

function hostnameOf(host: string): string {
  return URL.parse(`http://${host}`)?.hostname ?? '';
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
