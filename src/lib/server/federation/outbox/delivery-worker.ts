import type { Database } from '../../db';
import { log } from '../../log';
import {
    claimDeliveries,
    postponeDelivery,
    removeSpentActivities,
    returnClaims,
    untilNextDelivery,
    type Claim,
} from './claim';
import { countDelivery } from './count-delivery';
import { holdHost, hostHealth, recordFailure, recordSuccess } from './host-health';
import { send } from './send';
import { Settlements } from './settlements';

/** How many deliveries are under way or wait for a connection, in all and for one host. */
const MOST_AT_ONCE = 256;
const MOST_PER_HOST = 16;
const CLAIMED_AT_ONCE = 64;
const PROBE_SPACING_S = 15;
const ATTEMPTS = 16;
const SHORTEST_SLEEP = 1_000;
const LONGEST_SLEEP = 30_000;
const SWEEP_EVERY = 600_000;

/**
 * Delivers what is owed, until it is stopped. Several may run, in as many processes. A slow host holds up nobody: it
 * takes at most sixteen places and four connections; a host that fails takes one.
 */
export class DeliveryWorker {
    readonly #db: Database;
    readonly #settlements: Settlements;
    readonly #perHost = new Map<string, number>();
    #underWay = 0;
    #isStopped = false;
    #wake: () => void = () => {};

    constructor(db: Database) {
        this.#db = db;
        this.#settlements = new Settlements(db);
    }

    /** Resolves after `stop`, when nothing is under way any more. */
    async run(): Promise<void> {
        let sweptAt = 0;
        while (!this.#isStopped) {
            const woken = this.#nextWake();
            try {
                if (Date.now() - sweptAt > SWEEP_EVERY) {
                    sweptAt = Date.now();
                    await removeSpentActivities(this.#db);
                }
                if ((await this.#claim()) > 0) continue;
                const wait = (await untilNextDelivery(this.#db)) ?? LONGEST_SLEEP;
                await pause(Math.min(Math.max(wait, SHORTEST_SLEEP), LONGEST_SLEEP), woken);
            } catch (error) {
                log.error({ err: error }, 'deliveries could not be claimed');
                await pause(SHORTEST_SLEEP, woken);
            }
        }
        await this.#finish();
    }

    /** Delivers until nothing is due; for tests. */
    async drain(): Promise<void> {
        do {
            while ((await this.#claim()) > 0);
            await this.#finish();
        } while ((await this.#claim()) > 0);
        await this.#finish();
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

    async #finish(): Promise<void> {
        while (this.#underWay > 0) await this.#nextWake();
        await this.#settlements.flush();
    }

    async #claim(): Promise<number> {
        const room = MOST_AT_ONCE - this.#underWay;
        if (room <= 0) return 0;
        const busy = [...this.#perHost].filter(([, count]) => count >= MOST_PER_HOST).map(([host]) => host);
        const claims = await claimDeliveries(this.#db, Math.min(room, CLAIMED_AT_ONCE), busy);
        for (const claim of await this.#oneForEachAilingHost(claims)) this.#start(claim);
        return claims.length;
    }

    /** A host that failed lately is asked one thing; the rest of what it is owed waits for the answer. */
    async #oneForEachAilingHost(claims: Claim[]): Promise<Claim[]> {
        const started: Claim[] = [];
        const held = new Map<string, string[]>();
        const asked = new Set<string>(this.#perHost.keys());
        for (const claim of claims) {
            const { failures } = await hostHealth(this.#db, claim.host);
            if (failures > 0 && asked.has(claim.host))
                held.set(claim.host, [...(held.get(claim.host) ?? []), claim.id]);
            else started.push(claim);
            asked.add(claim.host);
        }
        for (const [host, ids] of held) {
            await returnClaims(this.#db, ids);
            await holdHost(this.#db, host, PROBE_SPACING_S);
        }
        return started;
    }

    #start(claim: Claim): void {
        this.#underWay++;
        this.#perHost.set(claim.host, (this.#perHost.get(claim.host) ?? 0) + 1);
        this.#deliver(claim)
            .catch((error: unknown) => log.error({ err: error, inbox: claim.inbox }, 'a delivery broke off'))
            .finally(() => {
                const count = (this.#perHost.get(claim.host) ?? 1) - 1;
                if (count === 0) this.#perHost.delete(claim.host);
                else this.#perHost.set(claim.host, count);
                this.#underWay--;
                this.#wake();
            });
    }

    async #deliver(claim: Claim): Promise<void> {
        const { id, host, inbox, attempts } = claim;
        const startedAt = Date.now();
        const { signatureForm } = await hostHealth(this.#db, host);
        const outcome = await send(this.#db, claim, signatureForm);
        countDelivery(outcome.kind);
        switch (outcome.kind) {
            case 'delivered':
                await this.#settlements.add(id);
                return recordSuccess(this.#db, host, outcome.form);
            case 'refused':
            case 'impossible':
                log.info({ inbox, outcome }, 'a delivery is given up');
                return this.#settlements.add(id);
            case 'failed': {
                const { reason, retryAfter } = outcome;
                if (attempts + 1 >= ATTEMPTS) await this.#settlements.add(id);
                else await postponeDelivery(this.#db, id, pauseAfter(attempts, retryAfter), reason);
                return recordFailure(this.#db, host, { startedAt, wantedPause: retryAfter });
            }
        }
    }
}

/** Seconds until the next attempt: from a quarter of a minute to fourteen hours; sixteen attempts span two days. */
export function pauseAfter(attempts: number, wanted: number | undefined, random = Math.random()): number {
    return Math.max(wanted ?? 0, 15 + attempts ** 4 + random * 10 * (attempts + 1));
}

function pause(milliseconds: number, woken: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        void woken.then(() => {
            clearTimeout(timer);
            resolve();
        });
    });
}
