import type { Incoming } from '../network.ts';
import { refuse } from './error.ts';

/** The start of every path of the Graph API: its version, which `checkVersion` looks at. */
export const VERSIONED = '/:version{v[0-9]+\\.[0-9]+}';

const OLDEST = 21;
const NEWEST = 26;

/** Refuses a version that is over or that does not exist yet. https://developers.facebook.com/docs/graph-api/guides/versioning */
export function checkVersion({ params: { version } }: Incoming): void {
  if (version === undefined) return;
  const [, major = '', minor] = /^v(\d+)\.(\d+)$/.exec(version) ?? [];
  if (Number(major) > NEWEST || minor !== '0') refuse({ message: `Unknown path components: /${version}`, code: 2500 });
  if (Number(major) < OLDEST) {
    const message = `(#2635) You are calling a deprecated version of the API. Please update to the latest version: v${NEWEST}.0.`;
    refuse({ message, code: 2635 });
  }
}
