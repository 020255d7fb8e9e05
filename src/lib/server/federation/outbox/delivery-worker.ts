import type { SignatureForm } from '../../activitypub/http-signature';
import type { Database } from '../../db';
import { log } from '../../log';
import { buryDelivery } from './bury';
import { claimDuration, countDelivery } from './count-delivery';
import { recordSuccess } from './host-health';
import { Lane } from './lane';
import {
    closeLanes,
    holdLanes,
    leaseLanes,
    renewLeases,
    settleDeliveries,
    takeDeliveries,
    tidyDeliveries,
    untilNextLane,
    yieldLanes,
    type Claim,
} from './lanes';
import { Places } from './places';
import { send, type Outcome } from './send';
import { writeSetbacks, type Setback } from './setbacks';

/** Turns come no closer: what happens in between goes to the database together. */
const TURN_EVERY = 20;
const SHORTEST_SLEEP = 1_000;
const LONGEST_SLEEP = 30_000;
const TIDY_EVERY = 600_000;
/** A quarter of what a lease lasts. */
const RENEW_EVERY = 5_000;

/**
 * Delivers what is owed, until it is stopped. Several may run, in as many processes: a host's line is in the hands of
 * one of them. Each turn writes down what was done since the last, gives lanes back, leases others, and takes on what
 * is due in them; in between, a connection that is free takes the next delivery of its lane.
 */
export class DeliveryWorker {
    readonly #db: Database;
    readonly #lanes = new Map<string, Lane>();
    readonly #places = new Places();
    /** Lanes in which something waits for a place, in the order of their turns. */
    #ready = new Set<Lane>();
    #done: { lane: Lane; claim: Claim }[] = [];
    #failed: Setback[] = [];
    #well = new Map<string, { host: string; form: SignatureForm; wasIll: boolean }>();
    #renewedAt = Date.now();
    #isStopped = false;
    #wake: () => void = () => {};

    constructor(db: Database) {
        this.#db = db;
    }

    /** Resolves after `stop`, when nothing is under way any more. */
    async run(): Promise<void> {
        let tidiedAt = 0;
        while (!this.#isStopped) {
            const woken = this.#nextWake();
            const earliest = pause(TURN_EVERY);
            try {
                if (Date.now() - tidiedAt > TIDY_EVERY) {
                    tidiedAt = Date.now();
                    await tidyDeliveries(this.#db);
                }
                if (!(await this.#turn())) await pause(await this.#sleep(), woken);
            } catch (error) {
                log.error({ err: error }, 'deliveries could not be taken on');
                await pause(SHORTEST_SLEEP, woken);
            }
            await earliest;
        }
        await this.#finish();
    }

    /** Delivers until nothing is due; for tests. */
    async drain(): Promise<void> {
        for (;;) {
            const woken = this.#nextWake();
            if (await this.#turn()) continue;
            if (this.#lanes.size === 0 && this.#places.taken === 0) return;
            if (this.#places.taken > 0) await woken;
        }
    }

    /** Looks again at once. */
    wake(): void {
        this.#wake();
    }

    stop(): void {
        this.#isStopped = true;
        this.#wake();
    }

    #nextWake(): Promise<void> {
        return new Promise((resolve) => (this.#wake = resolve));
    }

    async #sleep(): Promise<number> {
        if (this.#lanes.size > 0) return SHORTEST_SLEEP;
        const wait = (await untilNextLane(this.#db)) ?? LONGEST_SLEEP;
        return Math.min(Math.max(wait, SHORTEST_SLEEP), LONGEST_SLEEP);
    }

    /** What is under way comes to its end; lanes go back as they are. */
    async #finish(): Promise<void> {
        for (const lane of this.#lanes.values()) lane.hold();
        for (;;) {
            const woken = this.#nextWake();
            await this.#writeDown();
            await this.#giveBack();
            if (this.#places.taken === 0) return;
            await woken;
        }
    }

    /** Returns whether there was anything to take on. */
    async #turn(): Promise<boolean> {
        await this.#writeDown();
        await this.#giveBack();
        await this.#renew();
        const took = claimDuration.startTimer();
        const leased = await this.#lease();
        const taken = await this.#take();
        took();
        this.#places.adapt();
        const waiting = [...this.#lanes.values()].filter((lane) => lane.waiting > 0);
        this.#ready = new Set(waiting.toSorted((one, other) => one.urgency - other.urgency));
        this.#fill();
        return leased + taken + this.#ready.size > 0;
    }

    async #writeDown(): Promise<void> {
        const [done, failed, well] = [this.#done, this.#failed, this.#well];
        [this.#done, this.#failed, this.#well] = [[], [], new Map()];
        try {
            if (well.size > 0) await recordSuccess(this.#db, [...well.values()]);
            const givenUp = failed.length > 0 ? await writeSetbacks(this.#db, failed) : [];
            const ids = [...done, ...givenUp].map(({ claim }) => claim.id);
            if (ids.length > 0) await settleDeliveries(this.#db, ids);
            for (const { lane, claim } of done) lane.settle(claim, false);
            for (const setback of failed) setback.lane.settle(setback.claim, !givenUp.includes(setback));
            for (const { host, wasIll } of well.values()) if (wasIll) this.#lanes.get(host)?.lookAgain();
        } catch (error) {
            // It is written down at the next turn, or, where there is none, done again.
            this.#done = [...done, ...this.#done];
            this.#failed = [...failed, ...this.#failed];
            this.#well = new Map([...well, ...this.#well]);
            throw error;
        }
    }

    async #giveBack(): Promise<void> {
        const ended = { empty: [] as Lane[], turn: [] as Lane[], held: [] as Lane[] };
        for (const lane of this.#lanes.values()) if (lane.ending) ended[lane.ending].push(lane);
        const { empty, turn, held } = ended;
        for (const lane of [...empty, ...turn, ...held]) this.#lanes.delete(lane.host);
        if (held.length > 0)
            await holdLanes(
                this.#db,
                held.map(({ host }) => host),
            );
        if (turn.length > 0)
            await yieldLanes(
                this.#db,
                turn.map(({ host, arrivals, lastPriority }) => ({ host, arrivals, priority: lastPriority })),
            );
        if (empty.length === 0) return;
        const rest = await closeLanes(
            this.#db,
            empty.map(({ host, arrivals, lookedAt }) => ({ host, arrivals, at: lookedAt })),
        );
        for (const lane of empty)
            if (rest.includes(lane.host)) {
                lane.lookAgain();
                this.#lanes.set(lane.host, lane);
            }
    }

    async #renew(): Promise<void> {
        if (Date.now() - this.#renewedAt < RENEW_EVERY) return;
        this.#renewedAt = Date.now();
        if (this.#lanes.size > 0) await renewLeases(this.#db, [...this.#lanes.keys()]);
    }

    async #lease(): Promise<number> {
        let room = this.#places.spare;
        for (const lane of this.#lanes.values()) room -= lane.waiting;
        if (room <= 0) return 0;
        const leased = await leaseLanes(this.#db, room);
        for (const lane of leased) this.#lanes.set(lane.host, new Lane(lane));
        return leased.length;
    }

    async #take(): Promise<number> {
        const wanting = [...this.#lanes.values()].flatMap((lane) =>
            lane.room > 0 ? [{ lane, host: lane.host, room: lane.room }] : [],
        );
        if (wanting.length === 0) return 0;
        const inHand = wanting.flatMap(({ lane }) => lane.inHand);
        const taken = await takeDeliveries(this.#db, wanting, inHand);
        let count = 0;
        for (const { lane, host, room } of wanting) {
            const found = taken.get(host);
            if (!found) this.#lanes.delete(host);
            else lane.add(found, room);
            count += found?.claims.length ?? 0;
        }
        return count;
    }

    /** Starts what may start: one delivery of each lane, and again. */
    #fill(): void {
        // A lane that starts one goes to the end of the set, where this comes by again.
        for (const lane of this.#ready) {
            if (this.#places.room <= 0) return;
            this.#ready.delete(lane);
            const claim = lane.next();
            if (!claim) continue;
            this.#start(lane, claim);
            if (lane.waiting > 0) this.#ready.add(lane);
        }
    }

    #start(lane: Lane, claim: Claim): void {
        this.#places.take(claim);
        this.#deliver(lane, claim)
            .catch((error: unknown) => {
                // Its lease brings the lane back.
                log.error({ err: error, inbox: claim.inbox }, 'a delivery broke off');
                this.#lanes.delete(lane.host);
            })
            .finally(() => {
                this.#places.free(claim);
                if (lane.waiting > 0) this.#ready.add(lane);
                this.#fill();
                this.#wake();
            });
    }

    async #deliver(lane: Lane, claim: Claim): Promise<void> {
        const startedAt = Date.now();
        const outcome = await send(this.#db, claim, lane.signatureForm);
        lane.answered();
        countDelivery(outcome.kind);
        switch (outcome.kind) {
            case 'failed': {
                const { reason, retryAfter } = outcome;
                const isOneMore = lane.fail(startedAt, retryAfter !== undefined);
                const isFirst = isOneMore && lane.failures === 1;
                this.#failed.push({ lane, claim, reason, retryAfter, isFirst });
                return;
            }
            case 'refused':
            case 'impossible':
                log.info({ inbox: claim.inbox, outcome }, 'a delivery is given up');
        }
        if (outcome.kind === 'refused' && !isGone(outcome.status))
            await buryDelivery(this.#db, claim.id, `status ${outcome.status}`);
        if (outcome.kind !== 'impossible') this.#recover(lane, outcome);
        this.#done.push({ lane, claim });
    }

    /** The host answered. That is written down where it is news. */
    #recover(lane: Lane, outcome: Outcome): void {
        const { host, signatureForm, isSuccessNews } = lane;
        const form = outcome.kind === 'delivered' ? outcome.form : signatureForm;
        const failures = lane.recover();
        if (failures === 0 && !isSuccessNews && form === signatureForm) return;
        lane.signatureForm = form;
        lane.isSuccessNews = false;
        this.#well.set(host, { host, form, wasIll: failures > 1 || this.#well.get(host)?.wasIll === true });
    }
}

/** Inboxes that are there no more are nobody's failure. */
const isGone = (status: number) => status === 404 || status === 410;

function pause(milliseconds: number, woken?: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        void woken?.then(() => {
            clearTimeout(timer);
            resolve();
        });
    });
}
