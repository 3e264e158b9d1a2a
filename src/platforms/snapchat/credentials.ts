import { z } from 'zod';

/** What is kept of a login. An access token is good for 30 to 60 minutes; what renews it lives long, and may be replaced with each use. */
export const credentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type Credentials = z.infer<typeof credentials>;
