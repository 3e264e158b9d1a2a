import type { ActionContext } from '../src/actions/context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers work with: the actor, what its verbs need, and this operation's loaders. */
export type Context = ActionContext & { loaders: Loaders };
