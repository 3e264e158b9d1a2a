import { z } from 'zod';

/** What is kept of a login. The refresh token is null where LinkedIn gives the application none. */
export const credentials = z.object({
  accessToken: z.string(),
  expiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type Credentials = z.infer<typeof credentials>;
