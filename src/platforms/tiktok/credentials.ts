import { z } from 'zod';

/** What is kept of a login. https://developers.tiktok.com/doc/oauth-user-access-token-management: a day for access, a year to renew it. */
export const credentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type Credentials = z.infer<typeof credentials>;
