import { networks } from './networks.ts';

/** What connectAccount takes for each network's first account at a sandbox, by network. */
export function demoCredentials(sandboxUrl: string): ReadonlyMap<string, Record<string, string>> {
  return new Map(networks.map(({ channel, demoLogin }) => [channel, demoLogin(`${sandboxUrl}/${channel}`)]));
}
