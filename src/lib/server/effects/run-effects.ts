import type { Fact, FactType } from '../events';
import { enqueue, type JobKind } from '../jobs';
import type { Effect } from './effect';
import { effects } from './index';

/** The queue in which single effects wait. */
export const EFFECTS = 'effects';

interface EffectJob {
    effect: string;
    fact: Fact;
}

/** Turns a fact into one job per effect. */
export const factJob: JobKind<Fact> = {
    batch: 100,
    retries: 20,
    retryDelay: 1,
    async run(db, fact) {
        const jobs = Object.keys(effects[fact.type]).map((effect) => ({ effect, fact }) satisfies EffectJob);
        await enqueue(db, EFFECTS, jobs);
    },
};

/** Runs one effect of one fact. */
export const effectJob: JobKind<EffectJob> = {
    batch: 50,
    retries: 12,
    retryDelay: 2,
    async run(db, { effect, fact }) {
        const following: Record<string, Effect<FactType>> = effects[fact.type] as never;
        // A job of a former version may name an effect that is no more: there is nothing left to do.
        await following[effect]?.(db, fact);
    },
};
