import { type Logger, pino } from 'pino';

export type Log = Logger;

/** One JSON line an entry, to standard output. What could hold a credential is never given to it, and cut here besides. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.credentials', '*.password', '*.accessToken', '*.authorization'], censor: '[cut]' },
    serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
  });
}

/** The log as rooms see it that don't know the library. */
export function lineWriter(
  log: Log,
): (level: 'info' | 'warn' | 'error', message: string, facts: Record<string, unknown>) => void {
  return (level, message, facts) => log[level](facts, message);
}
