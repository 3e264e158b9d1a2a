/** Writes one line. Facts never hold credentials. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts: Record<string, unknown>) => void;
