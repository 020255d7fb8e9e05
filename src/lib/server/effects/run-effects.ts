import type { Database } from '../db';
import type { Fact, FactType } from '../events';
import { enqueue, type JobKind } from '../jobs';
import { log } from '../log';
import type { Effect } from './effect';
import { effects } from './index';

/** The queue in which effects wait that failed at first. */
export const EFFECTS = 'effects';

interface EffectJob {
    effect: string;
    fact: Fact;
}

/**
 * Tries every effect of a fact side by side. One that fails gets a job of its own, with tries of its own; the others are
 * done. So a fact costs one job where all goes well, and one dead inbox holds up nothing else.
 */
export const factJob: JobKind<Fact> = {
    batch: 100,
    retries: 20,
    retryDelay: 1,
    async run(db, fact) {
        const names = Object.keys(effects[fact.type]);
        const outcomes = await Promise.allSettled(names.map((name) => runEffect(db, name, fact)));
        const failed = names.filter((effect, index) => {
            const outcome = outcomes[index];
            if (outcome?.status !== 'rejected') return false;
            log.warn({ err: outcome.reason, effect, fact }, 'An effect failed and will be tried again');
            return true;
        });
        const jobs = failed.map((effect) => ({ effect, fact }) satisfies EffectJob);
        await enqueue(db, EFFECTS, jobs);
    },
};

/** Runs one effect of one fact again. */
export const effectJob: JobKind<EffectJob> = {
    batch: 50,
    retries: 12,
    retryDelay: 2,
    run: (db, { effect, fact }) => runEffect(db, effect, fact),
};

async function runEffect(db: Database, effect: string, fact: Fact): Promise<void> {
    const following: Record<string, Effect<FactType>> = effects[fact.type] as never;
    // A job of a former version may name an effect that is no more: there is nothing left to do.
    await following[effect]?.(db, fact);
}
