import { z } from 'zod';

/** What is kept of a login. A refresh token is good for one use, and there is none where offline.access was not granted. */
export const credentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type Credentials = z.infer<typeof credentials>;
