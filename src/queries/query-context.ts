import type { Database } from '../database/prisma.ts';
import type { Actor } from '../domain/actor.ts';

/** What every read works with: it sees the actor's workspace and nothing else. */
export type QueryContext = { database: Database; actor: Actor };
