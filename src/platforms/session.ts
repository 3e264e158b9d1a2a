import type { Dispatcher } from 'undici';
import type { Clock } from '../domain/clock.ts';
import { createSend } from './http.ts';
import type { AccountFacts, Line, PublishingRoom, Session } from './platform.ts';

type Opening = {
  account: AccountFacts;
  credentials: unknown;
  signal: AbortSignal;
  /** Where there are earlier calls to remember. */
  secretOf?: Session<unknown>['secretOf'];
  isRecorded?: Session<unknown>['isRecorded'];
};

/** Opens a line to the server of an account, for the calls of one step. */
export type OpenSession = (room: PublishingRoom, opening: Opening) => Session<unknown>;

/** Opens a line to a server before there is an account on it. */
export type OpenLine = (room: PublishingRoom, opening: { server: string; signal: AbortSignal }) => Line;

/** Where people read what an account published. */
export type WebUrlOf = (server: string | null, webUrl: string | null) => string;

type Lines = { openSession: OpenSession; openLine: OpenLine; webUrlOf: WebUrlOf };

type Options = {
  /** The guarded way out. */
  dispatcher: Dispatcher;
  clock: Clock;
  /** Where a network's calls go for accounts without a server of their own, by network. */
  apiUrls: Readonly<Record<string, string>>;
  /** Accounts on the sandbox are read at the sandbox. */
  sandboxUrl: string | null;
};

export function createLines({ dispatcher, clock, apiUrls, sandboxUrl }: Options): Lines {
  const openLine: OpenLine = (room, { server, signal }) => {
    const now = clock.now();
    return { now, send: createSend({ dispatcher, baseUrl: server, failures: room.failures, signal, now }) };
  };
  return {
    openLine,
    openSession(room, { account, credentials, signal, secretOf = () => null, isRecorded = () => false }) {
      const server = account.server ?? apiUrls[room.profile.network];
      if (server === undefined) throw new Error(`No address is known for ${room.profile.network}.`);
      return { ...openLine(room, { server, signal }), account, credentials, secretOf, isRecorded };
    },
    webUrlOf(server, webUrl) {
      const onSandbox = server !== null && sandboxUrl !== null && server.startsWith(`${sandboxUrl}/`);
      return (onSandbox ? server : webUrl) ?? server ?? '';
    },
  };
}
