import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import type { ArmedFault, Faults } from './faults.ts';
import {
  type Answer,
  type Incoming,
  type Network,
  type Operation,
  type OwnFault,
  type PlayedNetwork,
  Refused,
} from './network.ts';
import { fetchAll, partsOf, readBody, textOf } from './read-request.ts';
import type { Requests } from './requests.ts';

export type Env = { Bindings: HttpBindings };

/** How requests of the networks are carried. */
export type Carriage = {
  faults: Faults;
  requests: Requests;
  latencyMs: number;
  slowMs: number;
  /** Ends waiting when the sandbox closes. */
  closing: AbortSignal;
};

type Outcome = { answer: Answer; fault: ArmedFault | null };

/** Serves a network's operations below its prefix, with latency and faults. */
export function serveCalls(
  app: Hono<Env>,
  { network, played, carriage }: { network: Network; played: PlayedNetwork; carriage: Carriage },
): void {
  const prefix = `/${network.channel}`;
  for (const operation of played.operations) {
    app.on(operation.method, prefix + operation.path, (c) => carry(c, { operation, network, played, carriage }));
  }
  for (const path of network.apiPaths) {
    app.all(`${prefix}${path}/*`, async (c) => {
      await wait(carriage, carriage.latencyMs);
      return respond(played.unknownRoute(c.req.method, c.req.path.slice(prefix.length)));
    });
  }
}

type Line = { operation: Operation; network: Network; played: PlayedNetwork; carriage: Carriage };

async function carry(c: Context<Env>, line: Line): Promise<Response> {
  const { carriage, operation, played } = line;
  // Half of the latency is the way there and half the way back, so that a caller can die on either.
  await wait(carriage, carriage.latencyMs / 2);
  const incoming = await read(c, operation).catch(unlessAborted(c));
  if (incoming === 'aborted') return RESPONSE_ALREADY_SENT;
  if (incoming === null) return respond(played.tooLarge());
  const { answer, fault } = perform(incoming, line);
  carriage.requests.record(line.network.channel, { operation, path: c.req.path, incoming, answer });
  await wait(carriage, carriage.latencyMs / 2 + (fault?.fault === 'slow' ? carriage.slowMs : 0));
  if (fault?.fault === 'drop_after_accept') {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return respond(answer);
}

/** A caller that hangs up in the middle of its request is answered no more. */
function unlessAborted(c: Context<Env>): (error: unknown) => 'aborted' {
  return (error) => {
    if (c.env.incoming.destroyed) return 'aborted';
    throw error;
  };
}

/** A request, with all that it sends and all that is to be pulled for it; or null where it is too long. */
async function read(c: Context<Env>, operation: Operation): Promise<Incoming | null> {
  const bytes = await readBody(c.env.incoming, operation.maxBodyBytes);
  if (bytes === null) return null;
  const { headers } = c.req.raw;
  const contentType = headers.get('content-type');
  const parts = await partsOf(bytes, contentType);
  const query = new URL(c.req.url).searchParams;
  const incoming = { params: c.req.param(), query, headers, body: textOf(bytes, contentType), bytes, parts };
  const urls = operation.fetches?.({ ...incoming, fetched: new Map() }) ?? [];
  return { ...incoming, fetched: await fetchAll(urls) };
}

function perform(incoming: Incoming, { operation, network, played, carriage }: Line): Outcome {
  const headers: Record<string, string> = {};
  const fault: { taken: ArmedFault | null } = { taken: null };
  const work = (): Answer => {
    Object.assign(headers, played.admit(operation, incoming));
    const callerNames = played.callerNames(incoming);
    fault.taken = carriage.faults.take({ channel: network.channel, operation, incoming, callerNames });
    const own = fault.taken === null ? undefined : played.faults[fault.taken.fault as OwnFault];
    return own === undefined ? operation.run(incoming) : own(incoming);
  };
  const { answer, accepted } = attempt(work);
  const complete = { ...answer, headers: { ...headers, ...answer.headers } };
  const afterAccept = fault.taken?.fault === 'server_error_after_accept' || fault.taken?.fault === 'drop_after_accept';
  if (!afterAccept || fault.taken === null) return { answer: complete, fault: fault.taken };
  if (!accepted) {
    carriage.faults.giveBack(fault.taken);
    return { answer: complete, fault: null };
  }
  const broken = played.faults.server_error(incoming);
  return { answer: { ...broken, headers: { ...headers, ...broken.headers } }, fault: fault.taken };
}

function attempt(work: () => Answer): { answer: Answer; accepted: boolean } {
  try {
    const answer = work();
    return { answer, accepted: answer.status < 400 };
  } catch (error) {
    if (error instanceof Refused) return { answer: error.answer, accepted: false };
    throw error;
  }
}

async function wait({ closing }: Carriage, ms: number): Promise<void> {
  if (ms <= 0) return;
  await delay(ms, undefined, { signal: closing }).catch(() => undefined);
}

function respond(answer: Answer): Response {
  const headers = new Headers(answer.headers);
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  if (!headers.has('content-type')) headers.set('content-type', 'application/json; charset=utf-8');
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  return new Response(text, { status: answer.status, headers });
}
