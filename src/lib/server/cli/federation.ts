import {
    federationStatus,
    listDeadActivities,
    listHosts,
    retryFederation,
    type HostState,
} from '../domain/neighbours';
import { textOf, UsageError, type Call, type Command } from './command';
import { columns } from './help';

const LIMIT = 50;
const limit = { type: 'string', value: 'N', about: `How many at most (${LIMIT}).` } as const;

export const federationStatusCommand: Command = {
    name: 'federation status',
    about: 'Tells what is owed to other servers, how they answer, and what of theirs waits.',
    async run(call) {
        const status = await federationStatus(await call.database());
        const { deliveries, hosts, received, deadJobs } = status;
        const rows = [
            [
                'deliveries owed',
                `${deliveries.owed}, due ${deliveries.due} (oldest ${deliveries.oldest ?? 'none'})`,
            ],
            ['servers', `${hosts.known}, failing ${hosts.failing}, given up ${hosts.parked}`],
            ['received, waiting', String(received.waiting)],
            ['received within a day', `${received.done} done, ${received.refused} refused`],
            ['failed at every try', `${received.dead} activities, ${deadJobs} other jobs`],
        ];
        return { lines: tableOf(rows), data: status };
    },
};

export const federationHosts: Command = {
    name: 'federation hosts',
    about: 'Lists other servers, those to which most is owed first.',
    options: { failing: { type: 'boolean', about: 'Only those that do not answer.' }, limit },
    async run(call) {
        const hosts = await listHosts(await call.database(), {
            limit: limitOf(call),
            failing: call.values.failing === true,
        });
        const rows = hosts.map((host) => [host.host, String(host.owed), stateOf(host), host.lastError ?? '']);
        return { lines: tableOf([['SERVER', 'OWED', 'STATE', 'LAST ERROR'], ...rows]), data: hosts };
    },
};

export const federationFailures: Command = {
    name: 'federation failures',
    about: 'Lists activities that were received and failed at every try; with --json they come whole.',
    options: { limit },
    async run(call) {
        const dead = await listDeadActivities(await call.database(), limitOf(call));
        if (dead.length === 0) return { lines: ['There are none.'], data: dead };
        const rows = dead.map(({ receivedAt, type, uri, error }) => [receivedAt, type, uri, error ?? '']);
        return { lines: tableOf(rows), data: dead };
    },
};

export const federationRetry: Command = {
    name: 'federation retry',
    about: 'Delivers to a server (or --all) now what waits, and works once more on what came from there and failed.',
    words: ['[HOST]'],
    options: { all: { type: 'boolean', about: 'Every server.' } },
    async run(call) {
        const host = call.words[0]?.toLowerCase();
        if ((host === undefined) === (call.values.all !== true))
            throw new UsageError('Name a server, or say --all.');
        const retried = await retryFederation(await call.database(), host);
        const { deliveries, activities } = retried;
        return { lines: [`Tried again: ${deliveries} deliveries, ${activities} activities.`], data: retried };
    },
};

function limitOf(call: Call): number {
    const given = Number(textOf(call, 'limit') ?? LIMIT);
    if (!Number.isInteger(given) || given < 1 || given > 10_000)
        throw new UsageError('--limit is a number from 1 to 10000.');
    return given;
}

function stateOf({ parkedAt, failures, retryAfter }: HostState): string {
    if (parkedAt) return `given up since ${parkedAt}`;
    return failures > 0 ? `${failures} failures, next try ${retryAfter ?? 'now'}` : 'answers';
}

const tableOf = (rows: string[][]) => columns(rows).trimEnd().split('\n');
