import type { World } from '../network.ts';
import type { Accounts } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';
import type { Posts } from './posts.ts';
import type { Uploads } from './uploads.ts';

/** What the operations of X work with. */
export type Parts = { world: World; accounts: Accounts; posts: Posts; uploads: Uploads; authenticate: Authenticate };
