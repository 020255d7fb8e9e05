import { Chance } from '../scripts/demo/chance';
import { Community } from './community';
import { checkDeeds, planDeeds, setStage, tell } from './deeds';
import { actorOf } from './peers';
import { none, type Scenario } from './scenario';

const TIMES = 3;
const AT_ONCE = 32;

/** Everything is told three times, at the same moment, to inboxes of its own and to the shared one. */
export const rel17: Scenario = {
    id: 'REL-17',
    title: 'everything is told three times, to the personal and to the shared inbox',
    async run(seed, { short }) {
        const { count, people } = short ? { count: 200, people: 8 } : { count: 2_000, people: 40 };
        const chance = new Chance(seed);
        await using community = await Community.start();
        const stage = await setStage(community, ['ana', 'bo'], people);
        const deeds = planDeeds(community, stage, count, chance);
        try {
            const letters = deeds.flatMap((deed) =>
                Array.from({ length: TIMES }, () =>
                    chance.happens(0.5)
                        ? { deed, inbox: `${community.origin}/inbox` }
                        : { deed, inbox: `${actorOf(community, deed.to.username)}/inbox` },
                ),
            );
            const refused: string[] = [];
            const waiting = letters.values();
            const sender = async () => {
                for (const { deed, inbox } of waiting) {
                    const status = await tell(inbox, deed);
                    if (status !== 202) refused.push(`${deed.activity.id}: ${status}`);
                }
            };
            await Promise.all(Array.from({ length: AT_ONCE }, sender));
            await community.settled(300);
            return [
                none(`of ${letters.length} letters, not answered 202`, refused),
                ...(await checkDeeds(community, stage, deeds)),
            ];
        } finally {
            for (const server of stage.servers) await server[Symbol.asyncDispose]();
        }
    },
};
