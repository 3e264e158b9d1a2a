import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands in front of a PostgreSQL and counts the statements that go through, whoever sends them. */
export type StatementCounter = AsyncDisposable & { databaseUrl: string; count(): number };

export async function countStatements(databaseUrl: string): Promise<StatementCounter> {
  const { hostname, port } = new URL(databaseUrl);
  let statements = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    upstream.pipe(client);
    client.pipe(upstream);
    readMessages(client, () => {
      statements += 1;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const counted = new URL(databaseUrl);
  counted.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    databaseUrl: counted.href,
    count: () => statements,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

const statementTypes = new Set(['Q', 'E'].map((letter) => letter.charCodeAt(0)));

/** Messages are a letter and a length, after a first one that has no letter: https://www.postgresql.org/docs/18/protocol-message-formats.html. */
function readMessages(client: Socket, onStatement: () => void): void {
  let unread = Buffer.alloc(0);
  let started = false;
  client.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    for (;;) {
      const head = started ? 1 : 0;
      if (unread.length < head + 4) return;
      const end = head + unread.readInt32BE(head);
      if (unread.length < end) return;
      if (started && statementTypes.has(unread[0] ?? 0)) onStatement();
      started = true;
      unread = unread.subarray(end);
    }
  });
}
