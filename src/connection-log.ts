import { databaseErrorKind } from './database/database-error-kind.ts';
import { type Log, lineWriter } from './log.ts';

/** What a process says of its connection to the database. */
export type ConnectionLog = Disposable & {
  /** Takes the errors of one part of the process, which goes on by itself: "The queue". */
  errorsOf(part: string): (error: unknown) => void;
  /** Writes a line. That the connection broke is left out of it, and of a line about nothing else nothing is left. */
  write: ReturnType<typeof lineWriter>;
};

type Options = {
  log: Log;
  /** Asks the database something. */
  ask: () => Promise<unknown>;
};

const quietMs = 1_000;

/** Says once that the connection broke, and once that it is back; any other error is logged under its part's name. */
export function createConnectionLog({ log, ask }: Options): ConnectionLog {
  let watch: NodeJS.Timeout | null = null;
  let brokeLately = false;
  const write = lineWriter(log);

  function broke(error: unknown): void {
    brokeLately = true;
    if (watch !== null) return;
    log.warn({ reason: reasonOf(error) }, 'The connection to the database broke; it is made again.');
    lookLater();
  }

  function lookLater(): void {
    watch = setTimeout(look, quietMs).unref();
  }

  /** Back is what answers and broke for nobody for a while: connections that were open before fail one by one. */
  async function look(): Promise<void> {
    const wasQuiet = !brokeLately;
    brokeLately = false;
    await ask().catch(broke);
    if (watch === null) return;
    if (!wasQuiet || brokeLately) return lookLater();
    watch = null;
    log.info('The connection to the database is back.');
  }

  return {
    errorsOf: (part) => (error) => {
      if (databaseErrorKind(error) === 'away') broke(error);
      else log.error({ error }, `${part} met an error; it goes on.`);
    },
    write(level, message, facts) {
      if (databaseErrorKind(facts.error) !== 'away') return write(level, message, facts);
      const { error, ...others } = facts;
      broke(error);
      if (Object.keys(others).length > 0) write(level, message, others);
    },
    [Symbol.dispose]() {
      if (watch !== null) clearTimeout(watch);
      watch = null;
    },
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return String(message || code || error);
}
