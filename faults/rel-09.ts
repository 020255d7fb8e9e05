import { measureHanging, TWO_HUNDRED } from '../bench/hanging';
import { measured, untimed } from './measured';
import type { Scenario } from './scenario';

const SOME = { healthy: 24, hanging: 10, trickling: 4, nameless: 2, posts: 3, postEveryMs: 500 };

/** Hosts accept what they are sent and never answer, answer a byte a second, or have names that take long to look up. */
export const rel09: Scenario = {
    id: 'REL-09',
    title: 'other servers hang, and hold nobody up',
    async run(_seed, { short }) {
        const findings = await measured((community, data) =>
            measureHanging(community, data, short ? SOME : TWO_HUNDRED),
        );
        return short ? untimed(findings) : findings;
    },
};
