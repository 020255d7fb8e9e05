import { closeOutbound } from '$lib/server/activitypub/outbound-agent';
import { outboundFetch } from '$lib/server/activitypub/outbound-fetch';
import { readConfig, useConfig } from '$lib/server/config';
import { aCanary } from './canary';
import { aNameServer } from './name-server';
import { FORBIDDEN, type Sung } from './namespace';

const allow = (networks: string) =>
    useConfig(
        readConfig({
            ATOLL_ORIGIN: 'https://sut.test',
            ATOLL_FEDERATION_HTTP: '1',
            ATOLL_OUTBOUND_ALLOW: networks,
            LOG_LEVEL: 'silent',
        }),
    );

/** Leads the server's only HTTP client to each address, literally and by a name, with the guard on and off. */
export async function askEverywhere(): Promise<Sung[]> {
    const sung: Sung[] = [];
    for (const address of FORBIDDEN) {
        const isIPv6 = address.includes(':');
        const literal = isIPv6 ? `[${address}]` : address;
        const knock = async (host: string) => {
            // Some of these forms can be reached and not be bound.
            await using canary = await aCanary(isIPv6 ? '::' : address);
            await outboundFetch(`http://${host}:${canary.port}/`, { deadline: 2_000 }).catch(() => {});
            await closeOutbound();
            return canary.accepted;
        };
        await using _names = await aNameServer(() => [address]);
        const both = async () => ({ asAddress: await knock(literal), asName: await knock('inside.test') });
        allow('');
        const guarded = await both();
        allow(`${address}/${isIPv6 ? 128 : 32}`);
        sung.push({ address, guarded, unguarded: await both() });
    }
    return sung;
}
