import type { World } from '../network.ts';
import type { Accounts } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';
import type { Publications } from './publications.ts';

/** What the operations of TikTok work with. */
export type Parts = { world: World; accounts: Accounts; publications: Publications; authenticate: Authenticate };
