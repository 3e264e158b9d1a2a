import type { Accounts } from '../graph/accounts.ts';
import type { Authenticate } from '../graph/authenticate.ts';
import type { Containers } from '../graph/containers.ts';
import type { Posts } from '../graph/posts.ts';
import type { World } from '../network.ts';

/** What the operations of Instagram work with. */
export type Parts = {
  world: World;
  accounts: Accounts;
  authenticate: Authenticate;
  containers: Containers;
  posts: Posts;
};
