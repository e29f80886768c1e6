import ipaddr from 'ipaddr.js';

/** Where a request came from. */
export interface ClientAddress {
  /** The visitor's address in its usual form; `null`: not known. */
  ip: string | null;
  /** It came through a proxy that the operator trusts, so that what such a proxy adds may be believed. */
  trusted: boolean;
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Addresses that the operator named. */
export interface AddressSet {
  includes(address: string): boolean;
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // `parse` also takes "1" and "0x7f.1"; nobody means those.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !(text.includes(':') && ipaddr.IPv6.isValid(text)))
    return undefined;
  return ipaddr.process(text);
}

function parseRange(text: string): Range | undefined {
  if (!text.includes('/')) {
    const address = parseAddress(text);
    return address && [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  const [address = '', bits = ''] = text.split('/');
  if (!parseAddress(address) || !/^\d{1,3}$/.test(bits) || !ipaddr.isValidCIDR(text)) return undefined;
  return ipaddr.parseCIDR(text);
}

/**
 * Reads addresses and CIDRs, of trusted proxies say. Nothing else is taken: neither "all" nor a number of hops, since both let anybody
 * choose the address that we see.
 *
 * @example
 * parseAddresses(['10.0.0.0/8', '::1']) // { ok: true, addresses }
 * parseAddresses(['true']) // { ok: false, wrong: ['true'] }
 */
export function parseAddresses(
  entries: readonly string[],
): { ok: true; addresses: AddressSet } | { ok: false; wrong: string[] } {
  const wrong: string[] = [];
  const ranges: Range[] = [];
  for (const entry of entries) {
    const range = parseRange(entry.trim());
    if (range) ranges.push(range);
    else wrong.push(entry);
  }
  if (wrong.length > 0) return { ok: false, wrong };
  return {
    ok: true,
    addresses: {
      includes(text) {
        const address = parseAddress(text);
        return (
          address !== undefined &&
          ranges.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits))
        );
      },
    },
  };
}

/** An entry of `X-Forwarded-For` without port and brackets. */
function bare(entry: string): string {
  const text = entry.trim();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  return bracketed ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

/**
 * Who sent the request: the address of the connection, or, where that is a trusted proxy, the first address in `X-Forwarded-For` from the
 * right that is none. What stands further left was written by the client and is believed by nobody.
 */
export function clientAddressOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: AddressSet,
): ClientAddress {
  const own = peer === undefined ? undefined : parseAddress(peer.replace(/%.*$/, ''));
  if (!own) return { ip: null, trusted: false };
  let ip = own.toString();
  if (!proxies.includes(ip)) return { ip, trusted: false };
  for (const entry of (forwardedFor ?? '').split(',').reverse()) {
    const address = parseAddress(bare(entry));
    if (!address) break;
    ip = address.toString();
    if (!proxies.includes(ip)) break;
  }
  return { ip, trusted: true };
}

/** What counts as one caller: an IPv4 address, or the /64 that one household or server gets of IPv6. */
export function callerOf(ip: string | null): string {
  const address = ip === null ? undefined : parseAddress(ip);
  if (!address) return 'unknown';
  if (address.kind() === 'ipv4') return address.toString();
  return `${(address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
