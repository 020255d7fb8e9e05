import { parseArgs } from 'node:util';
import { printTable } from '../bench/table';
import { scenarios } from './index';
import type { Finding, Scenario } from './scenario';

const HELP = `npm run faults -- [ID …] [--seed N] [--short]

${scenarios.map(({ id, title }) => `${id}  ${title}`).join('\n')}

All of them unless some are named. The same seed gives the same run, as far as the machine lets it.`;

const LARGEST_SEED = 2 ** 31;

/** Runs what is asked for and prints it. @returns the exit code: 0 where every promise was kept. */
export async function main(args: string[]): Promise<number> {
    const wanted = read(args);
    if (typeof wanted === 'number') return wanted;
    const { chosen, seed, short } = wanted;
    let broken = 0;
    for (const scenario of chosen) {
        console.log(`\n${scenario.id}  ${scenario.title}  (--seed ${seed}${short ? ' --short' : ''})\n`);
        const findings = await lookAt(scenario, seed, short);
        printTable(findings);
        broken += findings.filter(({ kept }) => kept === false).length;
    }
    const again = `npm run faults -- ${chosen.map(({ id }) => id).join(' ')} --seed ${seed}${short ? ' --short' : ''}`;
    console.log(broken === 0 ? '\nEvery promise was kept.' : `\n${broken} broken. Once more: ${again}`);
    return broken === 0 ? 0 : 1;
}

async function lookAt(scenario: Scenario, seed: number, short: boolean): Promise<Finding[]> {
    const begun = performance.now();
    try {
        const findings = await scenario.run(seed, { short });
        const seconds = (performance.now() - begun) / 1_000;
        return [...findings, { what: 'took', measured: `${seconds.toFixed(0)} s`, target: '' }];
    } catch (error) {
        console.error(error);
        return [{ what: 'to the end', measured: 'failed', target: 'done', kept: false }];
    }
}

function read(args: string[]): { chosen: Scenario[]; seed: number; short: boolean } | number {
    try {
        const { values, positionals } = parseArgs({
            args,
            allowPositionals: true,
            options: {
                seed: { type: 'string' },
                short: { type: 'boolean', default: false },
                help: { type: 'boolean', default: false },
            },
        });
        if (values.help) {
            console.log(HELP);
            return 0;
        }
        const ids = positionals.map((id) => id.toUpperCase());
        const unknown = ids.filter((id) => !scenarios.some((scenario) => scenario.id === id));
        if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.`);
        const seed =
            values.seed === undefined ? Math.floor(Math.random() * LARGEST_SEED) : Number(values.seed);
        if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number.');
        const chosen = scenarios.filter(({ id }) => ids.length === 0 || ids.includes(id));
        return { chosen, seed, short: values.short };
    } catch (error) {
        console.error(`${(error as Error).message}\n\n${HELP}`);
        return 2;
    }
}
