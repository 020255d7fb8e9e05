import type { RequestEvent } from '@sveltejs/kit';
import ipaddr from 'ipaddr.js';
import { config } from '../config';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Where a request came from. What a request says about itself (X-Forwarded-For) counts only when it arrives through a
 * proxy of `ATOLL_TRUSTED_PROXIES`, and then only up to the first hop that is not one: everything left of it could be
 * invented.
 */
export function clientAddress(event: Pick<RequestEvent, 'getClientAddress' | 'request'>): string {
    const peer = event.getClientAddress();
    const proxies = trustedProxies();
    if (proxies.length === 0 || !isWithin(peer, proxies)) return peer;
    const hops = (event.request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
    return hops.reverse().find((hop) => ipaddr.isValid(hop) && !isWithin(hop, proxies)) ?? peer;
}

/**
 * What limits count by: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address of it has all.
 */
export function addressKey(address: string): string {
    if (!ipaddr.isValid(address)) return address;
    const parsed = ipaddr.process(address);
    if (parsed instanceof ipaddr.IPv4) return parsed.toString();
    return `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`;
}

let read: { from: readonly string[]; networks: [Address, number][] } | undefined;

function trustedProxies(): [Address, number][] {
    const from = config().trustedProxies;
    if (read?.from !== from) read = { from, networks: from.map((network) => ipaddr.parseCIDR(network)) };
    return read.networks;
}

function isWithin(address: string, networks: [Address, number][]): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return networks.some(
        ([network, bits]) => network.kind() === parsed.kind() && parsed.match([network, bits]),
    );
}
