import type { Refusal } from './orders.ts';

/** Nothing is made of this. */
export class Refused extends Error {
    override name = 'Refused';
    readonly why: Refusal;

    constructor(why: Refusal, cause?: unknown) {
        super(why, { cause });
        this.why = why;
    }
}
