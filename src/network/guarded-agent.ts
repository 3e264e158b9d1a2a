import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type AddressGuard, AddressRefused } from './address-guard.ts';

const CONNECT_TIMEOUT_MS = 8_000;

/** Resolves a name to all its addresses. Tests give their own. */
export type LookupAll = (
  hostname: string,
  options: { all: true },
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** An agent whose every connection goes to an address that the guard has judged, however often a name changes its mind. */
export function createGuardedAgent(guard: AddressGuard, lookup: LookupAll = systemLookup): Agent {
  // HTTP/2 is off: undici sends requests again after a GOAWAY, and here nothing is ever sent twice.
  const options = { allowH2: false, timeout: CONNECT_TIMEOUT_MS };
  const toTrusted = buildConnector(options);
  const toChecked = buildConnector({ ...options, lookup: checkedLookup(guard, lookup) });
  return new Agent({
    connect(target, callback) {
      if (guard.trusts(new URL(`${target.protocol}//${target.host ?? target.hostname}`).origin)) {
        return toTrusted(target, callback);
      }
      // An address literal is never looked up, so the lookup's check alone would let it by.
      const refusal = isIP(target.hostname) === 0 ? null : guard.refusalOfAddress(target.hostname);
      if (refusal !== null) return callback(new AddressRefused(refusal), null);
      return toChecked(target, callback);
    },
  });
}

function checkedLookup(guard: AddressGuard, lookup: LookupAll): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const first = addresses[0];
      if (first === undefined) return callback(new Error(`${hostname} has no address`), []);
      const refusal = addresses.map(({ address }) => guard.refusalOfAddress(address)).find((found) => found !== null);
      if (refusal !== undefined) return callback(new AddressRefused(`${hostname} is not reached: ${refusal}`), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
