import type { Stored } from './credentials.ts';
import type { Lease } from './hold-lease.ts';
import type { Journal } from './journal.ts';
import type { PublishingDeps, Work } from './work.ts';

/** A delivery while this process runs it. */
export type Run = {
  deps: PublishingDeps;
  work: Work;
  lease: Lease;
  journal: Journal;
  /** The credentials that the last call used; as they were when the delivery was claimed, before there was one. */
  credentials: Stored;
  /** Whether the credentials were renewed in this run: once after a 401 is enough. */
  renewed: boolean;
  /** Aborts when the process stops: the call that is under way is finished, none is begun. */
  stopping: AbortSignal;
};
