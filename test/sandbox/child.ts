import { startSandbox } from '../../src/sandbox/sandbox.ts';

// A sandbox in a process of its own, to be killed.
const file = process.argv[2];
if (file === undefined) throw new Error('the file to keep things in is missing');
const { url } = await startSandbox({ host: '127.0.0.1', port: 0, file, latencyMs: 0 });
process.stdout.write(`${url}\n`);
