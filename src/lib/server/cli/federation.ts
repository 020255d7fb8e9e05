import {
    federationStatus,
    listFailures,
    listHosts,
    retryFederation,
    type HostState,
} from '../domain/neighbours';
import { limitOf, UsageError, type Command } from './command';
import { tableLines } from './help';

const LIMIT = 50;
const limit = { type: 'string', value: 'N', about: `How many at most (${LIMIT}).` } as const;

export const federationStatusCommand: Command = {
    name: 'federation status',
    about: 'Tells what is owed to other servers, how they answer, and what of theirs waits.',
    async run(call) {
        const status = await federationStatus(await call.database());
        const { deliveries, hosts, domains, received, deadJobs } = status;
        const { direct, followers, interactions, completion } = deliveries.byPriority;
        const rows = [
            [
                'deliveries owed',
                `${deliveries.owed}, due ${deliveries.due} (oldest ${deliveries.oldest ?? 'none'})`,
            ],
            [
                '  by what goes first',
                `${direct} direct, ${followers} to followers, ${interactions} interactions, ${completion} others`,
            ],
            ['servers', `${hosts.known}, failing ${hosts.failing}, given up ${hosts.parked}`],
            [
                'decided about',
                `${domains.suspend} suspended, ${domains.silence} limited, ${domains.allow} allowed, ${domains.noop} otherwise`,
            ],
            ['received, waiting', String(received.waiting)],
            ['received within a day', `${received.done} done, ${received.refused} refused`],
            [
                'failed at every try',
                `${received.dead} activities, ${deliveries.dead} deliveries, ${deadJobs} other jobs`,
            ],
        ];
        return { lines: tableLines(rows), data: status };
    },
};

export const federationHosts: Command = {
    name: 'federation hosts',
    about: 'Lists other servers, those to which most is owed first.',
    options: { failing: { type: 'boolean', about: 'Only those that do not answer.' }, limit },
    async run(call) {
        const hosts = await listHosts(await call.database(), {
            limit: limitOf(call, LIMIT),
            failing: call.values.failing === true,
        });
        const rows = hosts.map((host) => [
            host.host,
            [host.software, host.version].filter(Boolean).join(' '),
            String(host.people),
            String(host.owed),
            stateOf(host),
            host.lastError ?? '',
        ]);
        const heading = ['SERVER', 'RUNS', 'PEOPLE', 'OWED', 'STATE', 'LAST ERROR'];
        return { lines: tableLines([heading, ...rows]), data: hosts };
    },
};

export const federationFailures: Command = {
    name: 'federation failures',
    about: 'Lists what failed at every try, whether it was received, sent or something else; with --json it comes whole.',
    options: { limit },
    async run(call) {
        const failures = await listFailures(await call.database(), limitOf(call, LIMIT));
        if (failures.length === 0) return { lines: ['There are none.'], data: failures };
        const rows = failures.map(({ at, kind, what, error }) => [at, kind, what, error ?? '']);
        return { lines: tableLines(rows), data: failures };
    },
};

export const federationRetry: Command = {
    name: 'federation retry',
    about: 'Delivers to a server (or --all) now what waits or was given up, and works once more on what came from there and failed; with --all on other jobs too.',
    words: ['[HOST]'],
    options: { all: { type: 'boolean', about: 'Every server.' } },
    async run(call) {
        const host = call.words[0]?.toLowerCase();
        if ((host === undefined) === (call.values.all !== true))
            throw new UsageError('Name a server, or say --all.');
        const retried = await retryFederation(await call.database(), host);
        const { deliveries, activities, jobs } = retried;
        const line = `Tried again: ${deliveries} deliveries, ${activities} activities, ${jobs} other jobs.`;
        return { lines: [line], data: retried };
    },
};

function stateOf({ state, parkedAt, failures, retryAfter }: HostState): string {
    if (state === 'dead') return `given up since ${parkedAt}`;
    return state === 'ill' ? `${failures} failures, next try ${retryAfter ?? 'now'}` : state;
}
