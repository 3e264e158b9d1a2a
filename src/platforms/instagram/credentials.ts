import { z } from 'zod';

/** What is kept of a login: a token of sixty days, and when it is to be prolonged. */
export const credentials = z.object({
  accessToken: z.string(),
  renewAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export type Credentials = z.infer<typeof credentials>;
