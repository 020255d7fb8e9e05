import { residentMb } from '../bench/processes';
import { Chance } from '../scripts/demo/chance';
import { assail, HARMLESS } from '../tests/federation/support/assault';
import { Peer, SOFTWARE } from '../tests/federation/support/peer';
import { RemoteServer } from '../tests/federation/support/remote-server';
import { letRetriesCome, workLeft } from '../tests/process/support/database-of';
import { Community, type Member } from './community';
import { actorOf } from './peers';
import { exactly, none, type Finding, type Scenario } from './scenario';

/** Sent before all of it is worked off; each wave comes from a server of its own. */
const WAVE = 100;
/** Beyond what a server holds after the first tenth. */
const MOST_GROWTH_MB = 200;
const LONGEST_WAVE_S = 120;

/** What twelve kinds of software send, mutated: wrong types, other ids, depth, length, odd characters, circles. */
export const rel20: Scenario = {
    id: 'REL-20',
    title: 'everything that others send is mutated',
    async run(seed, { short }) {
        const count = short ? 200 : 20_000;
        const chance = new Chance(seed);
        await using community = await Community.start({ ATOLL_PREVIEWS: 'off' });
        const alice = await community.member('alice');
        const { body: own } = await community.ask<{ uri: string }>(alice, 'POST', '/api/v1/statuses', {
            json: { status: 'by alice' },
        });
        await using victim = await RemoteServer.start();
        const vera = await victim.person('vera');
        const said = victim.note(vera, 'said by vera');
        const inbox = `${community.origin}/inbox`;
        const others = [
            actorOf(community, 'alice'),
            own.uri,
            vera.id,
            said.id,
            community.origin,
            victim.origin,
        ];
        await victim.send(inbox, victim.create(vera, said), vera);

        const answers = new Map<number, number>();
        const missed: string[] = [];
        let early = 0;
        for (let sent = 0; sent < count; sent += WAVE) {
            const software = SOFTWARE[(sent / WAVE) % SOFTWARE.length] ?? '';
            await using peer = await Peer.start(
                software,
                { member: actorOf(community, 'alice'), post: own.uri },
                { inbox },
            );
            await assail(peer, { inbox, others, chance, count: WAVE, answers });
            await workedOff(community);
            const next = victim.note(vera, 'the next good one');
            await victim.send(inbox, victim.create(vera, next), vera);
            await workedOff(community);
            if (!(await isKnown(community, alice, next.id))) missed.push(`after ${sent}`);
            if (sent >= count / 10 && early === 0) early = residentMb(community.pid);
        }
        const odd = [...answers].filter(([status]) => !HARMLESS.has(status));
        return [
            {
                what: `${count} mutants, answered 202`,
                measured: String(answers.get(202) ?? 0),
                target: 'most',
                kept: (answers.get(202) ?? 0) > count / 2,
            },
            none('answered otherwise than 202, 400, 401, 403 or 413', odd.map(String)),
            none('good activities that had no effect afterwards', missed),
            none('activities given up for another reason than the network', await deadLetters(community)),
            exactly('starts of the server', community.startTimes.length, 1),
            none('posts that stand under somebody of another origin', await strangers(community)),
            grown(community, early),
        ];
    },
};

/** Settles when nothing is left to do; who cannot be reached is asked again at once, as often as it would be in time. */
async function workedOff(community: Community): Promise<void> {
    const sql = await community.sql();
    const giveUp = Date.now() + LONGEST_WAVE_S * 1_000;
    while ((await workLeft(sql)) > 0) {
        if (Date.now() > giveUp)
            throw new Error(`work is left after ${LONGEST_WAVE_S} s: ${community.output.slice(-2_000)}`);
        await letRetriesCome(sql);
        await new Promise((settle) => setTimeout(settle, 50));
    }
}

async function isKnown(community: Community, member: Member, uri: string): Promise<boolean> {
    const path = `/api/v2/search?type=statuses&q=${encodeURIComponent(uri)}`;
    const { statuses } = await community.read<{ statuses: unknown[] }>(member, path);
    return statuses.length === 1;
}

async function deadLetters(community: Community): Promise<string[]> {
    const sql = await community.sql();
    const rows = await sql<
        { error: string | null }[]
    >`SELECT error FROM inbound_activities WHERE state = 'dead'`;
    return rows
        .map(({ error }) => error ?? 'for no reason')
        .filter((error) => !/OutboundError|unavailable/.test(error));
}

async function strangers(community: Community): Promise<string[]> {
    const sql = await community.sql();
    const rows = await sql<{ uri: string; author: string }[]>`
        SELECT s.uri, a.uri AS author FROM statuses s JOIN accounts a ON a.id = s.account_id`;
    return rows
        .filter(({ uri, author }) => new URL(uri).origin !== new URL(author).origin)
        .map(({ uri }) => uri);
}

function grown(community: Community, early: number): Finding {
    const growth = Math.round(residentMb(community.pid) - early);
    return {
        what: 'resident memory of the server, after a tenth and at the end',
        measured: `${Math.round(early)} MB, ${growth >= 0 ? '+' : ''}${growth} MB`,
        target: `at most +${MOST_GROWTH_MB} MB`,
        kept: growth <= MOST_GROWTH_MB,
    };
}
