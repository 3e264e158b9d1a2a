import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Rows by key, in the order in which they came. */
export type Table<Row> = {
  get(key: string): Row | undefined;
  set(key: string, row: Row): void;
  delete(key: string): void;
  rows(): Row[];
  clear(): void;
};

/**
 * What the sandbox holds. All changes of one synchronous piece of work go to the file in one write, before anything that
 * awaits goes on: a SIGKILL loses nothing that was answered, and never parts a post from its idempotency key.
 */
export type Store = {
  /** The table of that name; its rows of earlier runs are parsed. Asked for once a name. */
  table<Row>(name: string, schema: z.ZodType<Row>): Table<Row>;
  /** Calls back after every write. */
  onChange(listener: () => void): void;
  close(): void;
};

/** A change of one row; without a row, its removal. */
const lineSchema = z.tuple([z.string(), z.string()], z.unknown());
type Tables = Map<string, Map<string, unknown>>;

/** Opens the journal of changes, plays it back and writes it anew without what is gone. Null keeps everything in memory. */
export function openStore(file: string | null): Store {
  const tables = file === null ? new Map<string, Map<string, unknown>>() : readTables(file);
  const journal = file === null ? null : startJournal(file, tables);
  const listeners: (() => void)[] = [];
  let pending = '';
  const flush = (): void => {
    if (pending === '') return;
    if (journal !== null) writeSync(journal, pending);
    pending = '';
    for (const listener of listeners) listener();
  };
  const record = (line: unknown[]): void => {
    if (pending === '') queueMicrotask(flush);
    pending += `${JSON.stringify(line)}\n`;
  };
  return {
    table: (name, schema) => openTable({ name, schema, saved: tables.get(name) ?? new Map(), record }),
    onChange: (listener) => void listeners.push(listener),
    close: () => {
      flush();
      if (journal !== null) closeSync(journal);
    },
  };
}

type TableParts<Row> = {
  name: string;
  schema: z.ZodType<Row>;
  saved: Map<string, unknown>;
  record(line: unknown[]): void;
};

function openTable<Row>({ name, schema, saved, record }: TableParts<Row>): Table<Row> {
  const rows = new Map<string, Row>();
  for (const [key, row] of saved) rows.set(key, schema.parse(row));
  const remove = (key: string): void => {
    if (rows.delete(key)) record([name, key]);
  };
  return {
    get: (key) => rows.get(key),
    set: (key, row) => {
      rows.set(key, row);
      record([name, key, row]);
    },
    delete: remove,
    rows: () => [...rows.values()],
    clear: () => {
      for (const key of [...rows.keys()]) remove(key);
    },
  };
}

function readTables(file: string): Tables {
  const tables: Tables = new Map();
  if (!existsSync(file)) return tables;
  const lines = readFileSync(file, 'utf8').split('\n');
  // A process that was killed while writing leaves half a line at the end: nobody was answered about it.
  lines.pop();
  for (const line of lines) {
    const [name, key, ...row] = lineSchema.parse(JSON.parse(line));
    const table = tables.get(name) ?? new Map<string, unknown>();
    tables.set(name, table);
    if (row.length === 0) table.delete(key);
    else table.set(key, row[0]);
  }
  return tables;
}

function startJournal(file: string, tables: Tables): number {
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = [...tables].flatMap(([name, rows]) => [...rows].map(([key, row]) => JSON.stringify([name, key, row])));
  const fresh = `${file}.new`;
  writeFileSync(fresh, lines.map((line) => `${line}\n`).join(''));
  renameSync(fresh, file);
  return openSync(file, 'a');
}
