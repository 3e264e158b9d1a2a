// The networks, in a process of their own, as they are in life. Its address is its first line; asked, it says what CPU it has used.
import { startSandbox } from '../src/sandbox/sandbox.ts';

const { latencyMs } = JSON.parse(process.argv[2] ?? '{}') as { latencyMs: number };
const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, file: null, latencyMs });
process.on('message', () => process.send?.(process.cpuUsage()));
console.log(sandbox.url);
