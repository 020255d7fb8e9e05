import { atMost } from '../bench/table';
import { Chance } from '../scripts/demo/chance';
import { Community } from './community';
import { checkDeeds, planDeeds, setStage, tell, type Deed } from './deeds';
import { History } from './history';
import { exactly, type Scenario } from './scenario';

/** Other servers that send at the same time. */
const AT_ONCE = 8;

/** The server is killed whenever it has acknowledged some more of what others send. */
export const rel04: Scenario = {
    id: 'REL-04',
    title: 'the server is killed after it acknowledged what others sent',
    async run(seed, { short }) {
        const { count, people, every } = short
            ? { count: 160, people: 8, every: 40 }
            : { count: 1_000, people: 20, every: 50 };
        const chance = new Chance(seed);
        const history = new History('REL-04', seed);
        await using community = await Community.start();
        const stage = await setStage(community, ['ana', 'bo'], people);
        const deeds = planDeeds(community, stage, count, chance);
        try {
            const kills = await live(community, { deeds, every, chance, history });
            const rest = await community.settled(300);
            return history.close([
                { what: 'kills', measured: `${kills}`, target: '' },
                ...(await checkDeeds(community, stage, deeds)),
                exactly('activities that an operator has to look at', await dead(community), 0),
                atMost('until everything is done, after the last start', rest, 's', short ? 120 : 30),
            ]);
        } finally {
            for (const server of stage.servers) await server[Symbol.asyncDispose]();
        }
    },
};

interface Life {
    deeds: Deed[];
    /** Acknowledged between two kills. */
    every: number;
    chance: Chance;
    history: History;
}

async function live(community: Community, { deeds, every, chance, history }: Life): Promise<number> {
    const waiting = [...deeds];
    let acknowledged = 0;
    let kills = 0;
    let up = Promise.resolve();
    const restart = async () => {
        kills++;
        history.add('kill', `after ${acknowledged}`);
        await community.kill({ database: chance.happens(0.5) });
        await community.restart();
    };
    const sender = async () => {
        for (let deed = waiting.shift(); deed; deed = waiting.shift()) {
            await insist(community, deed, () => up);
            history.add('told', deed.activity.id, 202);
            // Whatever the others send at this moment is cut off.
            if (++acknowledged % every === 0 && acknowledged < deeds.length) up = restart();
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    return kills;
}

/** Tells until it is acknowledged, as servers do. */
async function insist(community: Community, deed: Deed, up: () => Promise<void>): Promise<void> {
    for (;;) {
        await up();
        const status = await tell(`${community.origin}/inbox`, deed).catch((error: unknown) => {
            if (error instanceof TypeError) return 0;
            throw error;
        });
        if (status === 202) return;
        if (status !== 0 && status < 500) throw new Error(`${deed.activity.id} was answered ${status}`);
    }
}

async function dead(community: Community): Promise<number> {
    const sql = await community.sql();
    const [row] = await sql<{ dead: number }[]>`
        SELECT count(*)::int AS dead FROM inbound_activities WHERE state <> 'done'`;
    return row?.dead ?? 0;
}
