// A Postern of its own process, to be killed: told on its command line what to run. Its first line is its address; errors follow as JSON.
import { createApp } from '../src/app.ts';
import { defaultPublishing, type PublishingConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { platforms } from '../src/platforms/index.ts';
import { readConfig } from '../src/read-config.ts';
import { reportCpu } from './peers/report-cpu.ts';

type Orders = { environment: Record<string, string>; publishing: Partial<PublishingConfig> };

const { environment, publishing } = JSON.parse(process.argv[2] ?? '{}') as Orders;
const { config, secrets } = readConfig([...platforms.keys()], environment);
const app = await createApp({ ...config, publishing: { ...defaultPublishing, ...publishing } }, secrets, {
  log: createLog('error'),
});
console.log(app.url);
reportCpu();
