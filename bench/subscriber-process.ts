// Subscribers in a process of their own, which says when each event has reached all of them.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { benchKey, eachOf } from './gateway.ts';
import { wallClock } from './wall-clock.ts';

export type SubscriberOrders = { url: string; count: number; payload: { query: string; variables: object } };

const { url, count, payload } = JSON.parse(process.argv[2] ?? '{}') as SubscriberOrders;
let messages = 0;

async function open(): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  socket.once('close', (code, reason) => {
    throw new Error(`A subscriber was closed with ${code} ${reason}.`);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${benchKey}` } }));
  await once(socket, 'message');
  socket.on('message', read);
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
}

function read(data: Buffer): void {
  const text = data.toString();
  if (!text.includes('"data":{')) throw new Error(`A subscriber got ${text}`);
  messages += 1;
  if (messages % count === 0) process.send?.({ reachedAllAt: wallClock() });
}

process.once('disconnect', () => process.exit());
await eachOf(
  Array.from({ length: count }, (_, index) => index),
  50,
  open,
);
