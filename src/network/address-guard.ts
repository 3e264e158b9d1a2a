import ipaddr from 'ipaddr.js';

export type AddressRules = {
  /** True in demo mode, where the networks are played on this machine. */
  allowLoopback: boolean;
  /** Origins that the configuration names: always reachable, whatever their address. */
  trustedOrigins: readonly string[];
};

/** Decides where Postern may send requests on behalf of those who use it. Every answer is a sentence, or null for yes. */
export type AddressGuard = {
  /** Judges a URL as it is written. It looks up no name: what a name leads to is judged when it is connected to. */
  refusalOfUrl(url: string): string | null;
  /** Judges an address that is about to be connected to. */
  refusalOfAddress(address: string): string | null;
  trusts(origin: string): boolean;
};

/** The guard refused: not a byte was sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

// https://www.rfc-editor.org/rfc/rfc4291#section-2.4: global unicast outside of it is unassigned, or wraps an IPv4 address.
const globalUnicastV6 = ipaddr.IPv6.parseCIDR('2000::/3');

export function createAddressGuard(rules: AddressRules): AddressGuard {
  const trusted = new Set(rules.trustedOrigins.map((origin) => new URL(origin).origin));
  const refusalOfAddress = (address: string) => judgeAddress(address, rules.allowLoopback);
  return {
    trusts: (origin) => trusted.has(origin),
    refusalOfAddress,
    refusalOfUrl(text) {
      const url = URL.parse(text);
      if (url === null) return `"${text}" is not a URL. Give one that starts with https://.`;
      if (url.protocol !== 'https:' && url.protocol !== 'http:') {
        return `"${url.protocol}" addresses are not reached. Give one that starts with https://.`;
      }
      if (url.username !== '' || url.password !== '') {
        return 'The URL carries a user name or password. Give it without them.';
      }
      const host = hostOf(url);
      return trusted.has(url.origin) || !ipaddr.isValid(host) ? null : refusalOfAddress(host);
    },
  };
}

/** A URL's host without the brackets of an IPv6 literal. WHATWG URLs have undone every other spelling already. */
function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

function judgeAddress(text: string, allowLoopback: boolean): string | null {
  const refusal = `${text} is not an address on the public internet. Give one that everyone can reach.`;
  if (!ipaddr.isValid(text)) return refusal;
  const address = ipaddr.process(text);
  const range = address.range();
  if (range === 'loopback' && allowLoopback) return null;
  if (range !== 'unicast') return refusal;
  return address instanceof ipaddr.IPv6 && !address.match(globalUnicastV6) ? refusal : null;
}
