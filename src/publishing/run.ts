import type { Lease } from './hold-lease.ts';
import type { PublishingDeps, Work } from './work.ts';

/** A delivery while this process runs it. */
export type Run = {
  deps: PublishingDeps;
  work: Work;
  lease: Lease;
  /** The version of the credentials that the last call used. */
  credentialsVersion: number | null;
  /** Whether the credentials were renewed in this run: once after a 401 is enough. */
  renewed: boolean;
  /** Aborts when the process stops: the call that is under way is finished, none is begun. */
  stopping: AbortSignal;
};
