import type { Hono } from 'hono';
import type { Env } from './calls.ts';
import { type Faults, faultsOf } from './faults.ts';
import type { PlayedNetwork } from './network.ts';
import type { Requests } from './requests.ts';

type Parts = { url: string; networks: ReadonlyMap<string, PlayedNetwork>; faults: Faults; requests: Requests };

/** Serves what tests and people use to look into the sandbox and to break it. */
export function serveTools(app: Hono<Env>, { url, networks, faults, requests }: Parts): void {
  app.get('/_published', (c) => c.json(published(networks, url)));
  app.delete('/_published', (c) => {
    for (const network of networks.values()) network.empty();
    return c.body(null, 204);
  });
  app.get('/_requests', (c) => c.json(requests.list(c.req.query('channel'))));
  app.delete('/_requests', (c) => {
    requests.clear();
    return c.body(null, 204);
  });
  app.get('/_faults', (c) => c.json({ armed: faults.list(), channels: [...networks].map(describe) }));
  app.post('/_faults', async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const result = faults.arm(body);
    return result.ok ? c.json(result.armed, 201) : c.json({ problems: result.problems }, 400);
  });
  app.delete('/_faults', (c) => {
    faults.clear();
    for (const network of networks.values()) network.forgetFaults();
    return c.body(null, 204);
  });
}

function published(networks: ReadonlyMap<string, PlayedNetwork>, url: string) {
  const all = [...networks].flatMap(([channel, network]) => network.posts().map((post) => ({ channel, post })));
  return all
    .sort((a, b) => a.post.at.getTime() - b.post.at.getTime())
    .map(({ channel, post }) => ({
      channel,
      account: post.account.username,
      id: post.id,
      url: `${url}/${channel}${post.paths[0]}`,
      text: post.text,
      media: post.media.map(({ key, kind, mimeType, altText }) => ({ sha256: key, kind, mimeType, altText })),
      card: post.card,
      inReplyTo: post.inReplyTo,
      at: post.at.toISOString(),
    }));
}

function describe([channel, network]: [string, PlayedNetwork]) {
  const operations = network.operations.map(({ name, publishes }) => ({ name, publishes: publishes !== false }));
  return { channel, operations, faults: faultsOf(network) };
}
