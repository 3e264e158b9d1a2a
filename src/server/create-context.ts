import type { Context } from '../../schema/context.ts';
import { createLoaders } from '../../schema/loaders.ts';
import type { Actor } from '../domain/actor.ts';
import type { ServerDeps } from './server-deps.ts';

/** What one operation of an actor's is run with. */
export function createContext(deps: ServerDeps, actor: Actor): Context {
  const {
    database,
    clock,
    limits,
    scheduler,
    events,
    sealer,
    openLine,
    loginPages,
    removePublished,
    readChoices,
    media,
  } = deps;
  const context = {
    database,
    clock,
    limits,
    scheduler,
    events,
    sealer,
    openLine,
    loginPages,
    removePublished,
    readChoices,
    media,
    actor,
  };
  return { ...context, loaders: createLoaders(context) };
}
