import { z } from 'zod';

/** What is kept of a login: the Page's own access token, which does not expire. */
export const credentials = z.object({ accessToken: z.string() });

export type Credentials = z.infer<typeof credentials>;
