import { z } from 'zod';

const published = z.array(
  z.object({
    channel: z.string(),
    account: z.string(),
    id: z.string(),
    url: z.string(),
    text: z.string(),
    media: z.array(
      z.object({ sha256: z.string(), kind: z.string(), mimeType: z.string(), altText: z.string().nullable() }),
    ),
    card: z.object({ url: z.string(), title: z.string(), description: z.string() }).nullable(),
    inReplyTo: z.string().nullable(),
  }),
);

type Fault = { channel: string; account?: string; operation?: string; fault: string; times?: number };

/** The sandbox's routes for tests. */
export type SandboxClient = {
  url: string;
  published(): Promise<z.infer<typeof published>>;
  fault(fault: Fault): Promise<void>;
};

export function sandboxClient(url: string): SandboxClient {
  return {
    url,
    async published() {
      const response = await fetch(`${url}/_published`);
      return published.parse(await response.json());
    },
    async fault(fault) {
      const body = JSON.stringify(fault);
      const response = await fetch(`${url}/_faults`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
    },
  };
}
