import { chaos } from './chaos.ts';
import { documents } from './documents.ts';
import { growth } from './growth.ts';
import { read } from './read.ts';
import { schedule } from './schedule.ts';
import { subscribe } from './subscribe.ts';
import { write } from './write.ts';

const benches: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  schedule,
  chaos,
  read,
  write,
  growth,
  subscribe,
  documents,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  console.error(`Give one of: ${Object.keys(benches).join(', ')}. For example: npm run bench -- schedule`);
  process.exitCode = 1;
} else await bench(args);
