import { promises as dns, type LookupAddress, type LookupOptions } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { mayConnectTo } from './outbound-address';
import { OutboundError } from './outbound-error';

/** c-ares, because `dns.lookup` waits in the thread pool: four slow names would stop password hashing and files. */
export const nameResolver = new dns.Resolver({ timeout: 2_000, tries: 2 });

const LOOPBACK = ['127.0.0.1', '::1'];

const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
const HOSTS_FILE_LIFETIME = 10_000;
let hostsFile: { readAt: number; names: Map<string, string[]> } | undefined;

type Callback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * The `lookup` of every outbound socket. The socket connects to what is answered here and to nothing else, so a name
 * that changes its address between check and connection gains nothing. One forbidden address refuses the whole name.
 */
export function guardedLookup(hostname: string, options: LookupOptions, callback: Callback): void {
    resolvePublic(hostname).then(
        (addresses) => {
            const wanted = addresses.filter(({ family }) => !options.family || family === options.family);
            const [first] = wanted;
            if (!first) callback(new OutboundError('network', `${hostname} has no address`), []);
            else if (options.all) callback(null, wanted);
            else callback(null, first.address, first.family);
        },
        (error: Error) => callback(error, []),
    );
}

async function resolvePublic(hostname: string): Promise<LookupAddress[]> {
    const addresses = await allAddresses(hostname);
    for (const address of addresses)
        if (!mayConnectTo(address))
            throw new OutboundError('forbidden-address', `${hostname} is at ${address}, which is not public`);
    return addresses.map((address) => ({ address, family: isIP(address) }));
}

async function allAddresses(hostname: string): Promise<string[]> {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    // RFC 6761: this name never goes to a name server.
    if (name === 'localhost' || name.endsWith('.localhost')) {
        const allowed = LOOPBACK.filter(mayConnectTo);
        return allowed.length > 0 ? allowed : LOOPBACK;
    }
    const known = (await hostsFileNames()).get(name);
    if (known) return known;
    const answers = await Promise.allSettled([nameResolver.resolve4(name), nameResolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    const [failure] = answers;
    throw new OutboundError('network', `${hostname} cannot be resolved`, {
        cause: failure.status === 'rejected' ? failure.reason : undefined,
    });
}

async function hostsFileNames(): Promise<Map<string, string[]>> {
    if (!hostsFile || Date.now() - hostsFile.readAt > HOSTS_FILE_LIFETIME)
        hostsFile = {
            readAt: Date.now(),
            names: parseHosts(await readFile(HOSTS_FILE, 'utf8').catch(() => '')),
        };
    return hostsFile.names;
}

/** The names of a hosts file, in lower case, each with its addresses. */
export function parseHosts(text: string): Map<string, string[]> {
    const names = new Map<string, string[]>();
    for (const line of text.split('\n')) {
        const [address, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
        if (!address || !isIP(address)) continue;
        for (const alias of aliases) {
            const name = alias.toLowerCase();
            names.set(name, [...(names.get(name) ?? []), address]);
        }
    }
    return names;
}
