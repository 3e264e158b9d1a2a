import { z } from 'zod';

/** What is kept of a login. https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/: 30 days for access, 60 to renew it. */
export const credentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type Credentials = z.infer<typeof credentials>;
