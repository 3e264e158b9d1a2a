import type { World } from '../network.ts';
import type { Accounts } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';
import type { Media } from './media.ts';
import type { Posts } from './posts.ts';

/** What the operations of Snapchat work with. */
export type Parts = { world: World; accounts: Accounts; media: Media; posts: Posts; authenticate: Authenticate };
