/** The short form of every fault; `npm run faults` is the long one. */
import { expect, test } from 'vitest';
import { scenarios } from '../../faults';

test.each(scenarios.map((scenario) => [scenario.id, scenario.title, scenario] as const))(
    '%s: every promise is kept while %s',
    async (id, _, scenario) => {
        const seed = Math.floor(Math.random() * 2 ** 31);
        const findings = await scenario.run(seed, { short: true }).catch((error: unknown) => {
            throw new Error(`npm run faults -- ${id} --short --seed ${seed}`, { cause: error });
        });
        const broken = findings.filter(({ kept }) => kept === false);
        expect(broken, `npm run faults -- ${id} --short --seed ${seed}`).toEqual([]);
    },
    300_000,
);
