import ipaddr from 'ipaddr.js';
import { config } from '../config';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** `2000::/3` is all of IPv6 that is routed to the public; what ipaddr.js calls `unicast` is wider. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** How resolvers print an IPv4-compatible address, which ipaddr.js would take for an IPv4-mapped one. */
const COMPATIBLE = /^::\d{1,3}(?:\.\d{1,3}){3}$/;

const allowedNetworks = new WeakMap<readonly string[], Network[]>();

/**
 * Whether outbound connections may go to this IP address: a public one, or one that the operator allowed. Private,
 * shared, documentation, multicast and tunnelled addresses (NAT64, 6to4, Teredo, IPv4-compatible) are not public:
 * behind those forms any IPv4 address could hide.
 */
export function mayConnectTo(ip: string): boolean {
    if (!ipaddr.isValid(ip) || ip.includes('%')) return false;
    // process() unwraps ::ffff:a.b.c.d, which a socket would connect to as IPv4.
    const address = ipaddr.process(
        COMPATIBLE.test(ip) ? new URL(`http://[${ip}]`).hostname.slice(1, -1) : ip,
    );
    return isPublic(address) || operatorAllows(address);
}

function isPublic(address: Address): boolean {
    if (address.range() !== 'unicast') return false;
    return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

function operatorAllows(address: Address): boolean {
    const { outboundAllow } = config();
    let networks = allowedNetworks.get(outboundAllow);
    if (!networks) {
        networks = outboundAllow.map((network): Network => ipaddr.parseCIDR(network));
        allowedNetworks.set(outboundAllow, networks);
    }
    return networks.some(
        ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
    );
}
