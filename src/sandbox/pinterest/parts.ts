import type { World } from '../network.ts';
import type { Accounts } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';
import type { MediaStore } from './media.ts';
import type { Pins } from './pins.ts';

/** What the operations of Pinterest work with. */
export type Parts = { world: World; accounts: Accounts; media: MediaStore; pins: Pins; authenticate: Authenticate };
