import { buffer } from 'node:stream/consumers';
import type { Dispatcher } from 'undici';
import type { Clock } from '../domain/clock.ts';
import { createRequests } from './http.ts';
import type { AccountFacts, ClientKeys, Line, LinkCard, LinkToPublish, PublishingRoom, Session } from './platform.ts';
import type { Servers } from './request-address.ts';
import { type FindFile, openPart } from './stored-files.ts';

type Opening = {
  account: AccountFacts;
  credentials: unknown;
  signal: AbortSignal;
  /** Where there are earlier calls to remember. */
  secretOf?: Session<unknown>['secretOf'];
  isRecorded?: Session<unknown>['isRecorded'];
  /** Told where an answer says that a limit of the account is used up, and until when. */
  onSpent?: (until: Date) => void;
};

/** Opens a line to the server of an account, for the calls of one step. */
export type OpenSession = (room: PublishingRoom, opening: Opening) => Session<unknown>;

type LineOpening = { server: string | null; signal: AbortSignal; onSpent?: Opening['onSpent'] };

/** Opens a line to a server before there is an account on it; null is the network's own. */
export type OpenLine = (room: PublishingRoom, opening: LineOpening) => Line;

/** Where people read what an account published. */
export type WebUrlOf = (room: PublishingRoom, server: string | null) => string;

/** An address at the network, with what a person or a browser is sent there with. */
export type HostUrl = (room: PublishingRoom, host: string) => string;

type Lines = { openSession: OpenSession; openLine: OpenLine; webUrlOf: WebUrlOf; hostUrl: HostUrl };

type Options = {
  /** The guarded way out. */
  dispatcher: Dispatcher;
  clock: Clock;
  /** Where a network's calls go instead of its public hosts, by network. */
  apiUrls: Readonly<Record<string, string>>;
  clients: Readonly<Record<string, ClientKeys>>;
  /** Accounts on the sandbox are read at the sandbox. */
  sandboxUrl: string | null;
  findFile: FindFile;
  readLinkCard(link: LinkToPublish, signal: AbortSignal): Promise<LinkCard>;
};

export function createLines(options: Options): Lines {
  const { apiUrls, sandboxUrl, findFile } = options;
  const isSandbox = (server: string) => sandboxUrl !== null && server.startsWith(`${sandboxUrl}/`);
  const serversOf = (room: PublishingRoom, own: string | null): Servers => {
    const { hosts, uploadHosts } = room;
    if (own === null) return { server: apiUrls[room.profile.network] ?? null, hosts, uploadHosts };
    return { server: isSandbox(own) ? own : null, hosts: { ...hosts, api: own }, uploadHosts };
  };
  const openLine: OpenLine = (room, { server, signal, onSpent }) => {
    const { dispatcher, clients } = options;
    const now = options.clock.now();
    const servers = serversOf(room, server);
    const requests = createRequests({ dispatcher, servers, findFile, failures: room.failures, signal, now, onSpent });
    return { now, client: clients[room.profile.network] ?? null, ...requests };
  };
  return {
    openLine,
    openSession(room, { account, credentials, signal, secretOf = () => null, isRecorded = () => false, onSpent }) {
      return {
        ...openLine(room, { server: account.server, signal, ...(onSpent ? { onSpent } : {}) }),
        account,
        credentials,
        secretOf,
        isRecorded,
        read: async (part) => buffer((await openPart(findFile, part)).read()),
        readLinkCard: (link) => options.readLinkCard(link, signal),
      };
    },
    webUrlOf(room, accountServer) {
      const server = accountServer ?? apiUrls[room.profile.network] ?? null;
      const onSandbox = server !== null && isSandbox(server);
      return (onSandbox ? server : room.webUrl) ?? server ?? '';
    },
    hostUrl: (room, host) => apiUrls[room.profile.network] ?? room.hosts[host] ?? '',
  };
}
