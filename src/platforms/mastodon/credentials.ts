import { z } from 'zod';

/** What is kept of a login. `honoursKeys`: the server runs Mastodon itself, which is known to honour Idempotency-Key. */
export const credentials = z.object({ accessToken: z.string(), honoursKeys: z.boolean() });

export type Credentials = z.infer<typeof credentials>;
