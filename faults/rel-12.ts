import { measureBacklog } from '../bench/backlog';
import { measured, untimed } from './measured';
import type { Scenario } from './scenario';

/** Many hosts are away while much is posted, and come back at the same moment. */
export const rel12: Scenario = {
    id: 'REL-12',
    title: 'a backlog drains while members read and write to each other',
    async run(_seed, { short }) {
        const findings = await measured((community, data) =>
            measureBacklog(community, data, short ? { posts: 5, count: 100 } : { posts: 100, count: 1_000 }),
        );
        return short ? untimed(findings) : findings;
    },
};
