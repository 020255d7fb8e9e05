import {
    addRelay,
    askRelayAgain,
    listRelays,
    removeRelay,
    switchRelayOff,
    type Relay,
} from '../domain/relays';
import { oneOf, UsageError, wordAt, type Call, type Command } from './command';
import { tableLines } from './help';

const STATES = { pending: 'waiting', accepted: 'accepted', rejected: 'refused', disabled: 'off' } as const;

export const relaysAdd: Command = {
    name: 'relays add',
    about: 'Asks a relay to pass public posts on: theirs to here, and those of members to others.',
    words: ['ADDRESS'],
    options: {
        kind: {
            type: 'string',
            value: 'KIND',
            about: '`mastodon` where ADDRESS is an inbox, `litepub` where it is an actor; by its ending unless said.',
        },
    },
    async run(call) {
        const address = wordAt(call, 0);
        const kind =
            oneOf(call, 'kind', ['mastodon', 'litepub']) ??
            (/\/inbox\/?$/.test(address) ? 'mastodon' : 'litepub');
        const relay = await addRelay(await call.database(), address, kind);
        return { lines: [`${relay.inboxUrl} is asked; \`relays list\` tells what it answers.`], data: relay };
    },
};

export const relaysList: Command = {
    name: 'relays list',
    about: 'Lists the relays and what they answered.',
    async run(call) {
        const relays = await listRelays(await call.database());
        if (relays.length === 0) return { lines: ['There are none.'], data: relays };
        const rows = relays.map(({ inboxUrl, kind, state, answeredAt }) => [
            inboxUrl,
            kind,
            STATES[state],
            answeredAt?.toISOString() ?? '',
        ]);
        const lines = tableLines([['INBOX', 'KIND', 'STATE', 'ANSWERED'], ...rows]);
        return { lines, data: relays };
    },
};

export const relaysOn: Command = {
    name: 'relays on',
    about: 'Asks a relay that is off, or refused, once more.',
    words: ['ADDRESS'],
    run: (call) => change(call, askRelayAgain, 'is asked'),
};

export const relaysOff: Command = {
    name: 'relays off',
    about: 'Leaves a relay and remembers it.',
    words: ['ADDRESS'],
    run: (call) => change(call, switchRelayOff, 'is off'),
};

export const relaysRemove: Command = {
    name: 'relays remove',
    about: 'Leaves a relay for good.',
    words: ['ADDRESS'],
    run: (call) => change(call, removeRelay, 'is left'),
};

async function change(call: Call, act: typeof removeRelay, done: string) {
    const db = await call.database();
    const address = wordAt(call, 0);
    const known = await listRelays(db);
    const relay = known.find((each: Relay) => [each.inboxUrl, each.actorUri, each.id].includes(address));
    if (!relay) throw new UsageError(`There is no relay ${address}.`);
    const changed = await act(db, relay.id);
    return { lines: [`${changed.inboxUrl} ${done}.`], data: changed };
}
