import { z } from 'zod';

/** What is kept of a login. The app password heals a rotation of the refresh token whose answer was lost. */
export const credentials = z.object({
  did: z.string(),
  identifier: z.string(),
  appPassword: z.string(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
  accessExpiresAt: z.iso.datetime(),
});

export type Credentials = z.infer<typeof credentials>;
