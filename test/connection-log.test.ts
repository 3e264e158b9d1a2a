import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ConnectionLog, createConnectionLog } from '../src/connection-log.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
let logged: string[];
let answers: boolean;
let connection: ConnectionLog;

beforeEach(() => {
  vi.useFakeTimers();
  logged = [];
  answers = true;
  connection = createConnectionLog({
    log: pino({ base: null, timestamp: false }, { write: (line) => logged.push(JSON.parse(line).msg) }),
    ask: async () => {
      if (!answers) throw refused;
    },
  });
});
afterEach(() => {
  connection[Symbol.dispose]();
  vi.useRealTimers();
});

const broke = 'The connection to the database broke; it is made again.';
const back = 'The connection to the database is back.';

test('says once that the connection broke, whoever meets it, and once that it is back', async () => {
  const parts = ['The queue', 'The event feed'].map((part) => connection.errorsOf(part));
  answers = false;
  for (let times = 0; times < 20; times += 1) for (const report of parts) report(refused);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(logged).toEqual([broke]);
  answers = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(logged).toEqual([broke, back]);
});

test('takes what broke before for no new break, though the database answers again', async () => {
  const report = connection.errorsOf('The queue');
  for (let times = 0; times < 5; times += 1) {
    report(new Error('Connection terminated unexpectedly'));
    await vi.advanceTimersByTimeAsync(900);
  }
  expect(logged).toEqual([broke]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(logged).toEqual([broke, back]);
});

test('says it again when it breaks again', async () => {
  const report = connection.errorsOf('The queue');
  for (let times = 0; times < 2; times += 1) {
    report(refused);
    await vi.advanceTimersByTimeAsync(3_000);
  }
  expect(logged).toEqual([broke, back, broke, back]);
});

test('takes the connection out of what others write', () => {
  connection.write('error', 'Looking failed.', { error: refused });
  connection.write('error', 'A delivery stopped.', { error: refused, deliveryId: 'dlv_1' });
  connection.write('error', 'Looking failed.', { error: new Error('odd') });
  connection.write('info', 'A step was done.', {});
  expect(logged).toEqual([broke, 'A delivery stopped.', 'Looking failed.', 'A step was done.']);
});

test('says nothing more once it is disposed of', async () => {
  connection.errorsOf('The queue')(refused);
  connection[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(logged).toEqual([broke]);
});

test('logs any other error under the name of the part that met it, each time', () => {
  const report = connection.errorsOf('The event feed');
  for (const error of [new Error('odd'), new Error('odd')]) report(error);
  expect(logged).toEqual(['The event feed met an error; it goes on.', 'The event feed met an error; it goes on.']);
});
