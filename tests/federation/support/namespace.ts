/** Canaries on every kind of address that is not public, in a network namespace of their own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Addresses that an outbound request must not reach, each of another kind. */
export const FORBIDDEN = [
    '10.0.0.9',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.1',
    '192.168.0.9',
    '198.18.0.1',
    '203.0.113.9',
    '240.0.0.1',
    '::1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2001::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    'fd00::9',
] as const;

/** What came of leading the server to one address: with the guard and, to see that the canary lives, without. */
export interface Sung {
    address: string;
    /** Connections that the canary there accepted. */
    guarded: { asAddress: number; asName: number };
    unguarded: { asAddress: number; asName: number };
}

const PREPARE = [
    'ip link set lo up',
    ...FORBIDDEN.map((address) =>
        address.includes(':')
            ? `ip -6 route add local ${address}/128 dev lo`
            : `ip addr add ${address}/32 dev lo`,
    ).filter((command) => !/ (127\.0\.0\.1|::1)\//.test(command)),
];

/** Whether this machine lets us have a namespace. */
export function mayHaveNamespace(): boolean {
    return spawnSync('unshare', ['-n', 'sh', '-c', 'ip link set lo up']).status === 0;
}

/** Runs the questions of `namespace-questions.ts` where nothing leads out. @throws where that failed. */
export function askInNamespace(): Sung[] {
    const script = fileURLToPath(new URL('run-in-namespace.ts', import.meta.url));
    const commands = [...PREPARE, `exec "${process.execPath}" "${script}"`].join(' && ');
    const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', commands], {
        encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the namespace failed: ${stderr}`);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Sung[];
}
