import type { SignatureForm } from '../../activitypub/http-signature';
import { FAILURES_UNTIL_HELD } from './host-health';
import type { Claim, LeasedLane, Taken } from './lanes';

/** Deliveries under way to one host, each on a connection of its own. */
const WIDTH = 4;
/** Further ones in hand, so that no connection waits for the database; few, so that what is urgent waits for few. */
const AHEAD = 4;
/** Deliveries to one host until others have their turn. */
const TURN = 32;

/** Why a lane is given back: nothing in it is due, others are to have their turn, or its host is to be left alone. */
export type Ending = 'empty' | 'turn' | 'held';

/**
 * One host's line of deliveries, in hand: what waits, what is under way, how the host does. A host gets one delivery at a
 * time until it has taken one, and again from its first failure on. What is said of one thing goes in the order it was said.
 */
export class Lane {
    readonly host: string;
    readonly #urgency: number;
    failures: number;
    signatureForm: SignatureForm;
    isSuccessNews: boolean;
    arrivals = -1;
    /** When it was looked at last, by PostgreSQL's clock. */
    lookedAt = '';
    #isProven = false;
    #isHeld = false;
    #mayHaveMore = true;
    #waiting: Claim[] = [];
    readonly #underWay = new Map<string, Claim>();
    #sending = 0;
    #sent = 0;
    #failedAt = 0;
    #lastPriority: number;

    constructor({ host, urgency, failures, signatureForm, isSuccessNews }: LeasedLane) {
        this.host = host;
        this.#urgency = urgency;
        this.#lastPriority = Math.floor(urgency / 2);
        this.failures = failures;
        this.signatureForm = signatureForm ?? 'draft-cavage';
        this.isSuccessNews = isSuccessNews;
    }

    /** How many more deliveries it can do with; none while it has some for every connection. */
    get room(): number {
        if (!this.#mayHaveMore || this.#isHeld || this.#sent >= TURN) return 0;
        const [width, ahead] = this.#isProven && this.failures === 0 ? [WIDTH, AHEAD] : [1, 0];
        const inHand = this.#waiting.length + this.#sending;
        return inHand < Math.max(1, width) ? width + ahead - inHand : 0;
    }

    /** Ids of what is in hand. */
    get inHand(): string[] {
        return [...this.#underWay.keys(), ...this.#waiting.map(({ id }) => id)];
    }

    get waiting(): number {
        return this.#waiting.length;
    }

    get urgency(): number {
        return this.#urgency;
    }

    get lastPriority(): number {
        return this.#lastPriority;
    }

    /** Takes in what was found when the lane was looked at with so much room. */
    add({ claims, arrivals, at }: Taken, room: number): void {
        this.arrivals = arrivals;
        this.lookedAt = at;
        this.#mayHaveMore = claims.length >= room;
        this.#waiting.push(...claims);
    }

    /** Something was added to it since. */
    lookAgain(): void {
        this.#mayHaveMore = true;
    }

    /** The next delivery that may start; undefined where none may now. */
    next(): Claim | undefined {
        const width = this.#isProven && this.failures === 0 ? WIDTH : 1;
        if (this.#isHeld || this.#sending >= width) return undefined;
        const index = firstFree(this.#waiting, this.#underWay.values());
        const [claim] = index === -1 ? [] : this.#waiting.splice(index, 1);
        if (!claim) return undefined;
        this.#underWay.set(claim.id, claim);
        this.#sending++;
        this.#sent++;
        this.#lastPriority = claim.priority;
        return claim;
    }

    /** An answer came, or none: its connection is free. */
    answered(): void {
        this.#sending--;
    }

    /** The host answered. Returns how often it had failed until then. */
    recover(): number {
        const { failures } = this;
        this.failures = 0;
        this.#isProven = true;
        return failures;
    }

    /**
     * What was under way together fails together: returns whether this failure is one more. After too many in a row, or
     * where the host wishes for a pause, nothing more is started.
     */
    fail(startedAt: number, wishesPause: boolean): boolean {
        const isOneMore = startedAt >= this.#failedAt;
        if (isOneMore) {
            this.#failedAt = Date.now();
            this.failures++;
        }
        if (wishesPause || this.failures >= FAILURES_UNTIL_HELD) this.hold();
        return isOneMore;
    }

    /** Nothing more is started; what was not is left for later. */
    hold(): void {
        this.#isHeld = true;
        this.#waiting = [];
    }

    /** The books say what became of it; what waited for it in hand is looked for anew where it is still owed. */
    settle(claim: Claim, isOwed: boolean): void {
        this.#underWay.delete(claim.id);
        if (!isOwed) return;
        this.#waiting = this.#waiting.filter(({ about }) => about !== claim.about);
        this.#mayHaveMore = true;
    }

    /** Why it is to be given back now; undefined while something is in hand or to be looked for. */
    get ending(): Ending | undefined {
        if (this.#underWay.size > 0 || this.#waiting.length > 0) return undefined;
        if (this.#isHeld) return 'held';
        if (this.#sent >= TURN && this.#mayHaveMore) return 'turn';
        return this.#mayHaveMore ? undefined : 'empty';
    }
}

/** The first that is of another thing than all before it and all under way; one activity goes to several inboxes at once. */
function firstFree(waiting: Claim[], underWay: Iterable<Claim>): number {
    const saying = new Map<string, string>();
    for (const { about, activityId } of underWay) saying.set(about, activityId);
    return waiting.findIndex(({ about, activityId }) => {
        const before = saying.get(about);
        if (before === undefined) saying.set(about, activityId);
        return before === undefined || before === activityId;
    });
}
