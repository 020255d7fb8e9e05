import type { Database } from '../../db';
import { buryDelivery } from './bury';
import { recordFailures, type FailingHost } from './host-health';
import type { Lane } from './lane';
import { postponeDeliveries, type Claim, type Postponed } from './lanes';
import { isGivenUp, pauseAfter } from './retry';

/** A delivery that failed for a reason that passes. */
export interface Setback {
    lane: Lane;
    claim: Claim;
    reason: string;
    /** Seconds for which the host asked to be left alone. */
    retryAfter: number | undefined;
    /** The first of its host in a row: it may be due to what was sent, and counts for that alone. */
    isFirst: boolean;
}

/** Puts off what failed, and their hosts where it is theirs. Returns what is tried no more, kept as dead letters. */
export async function writeSetbacks(db: Database, setbacks: Setback[]): Promise<Setback[]> {
    const hosts = new Map<string, FailingHost>();
    for (const { lane, retryAfter } of setbacks)
        // Whoever answered since is well.
        if (lane.failures > 0)
            hosts.set(lane.host, {
                host: lane.host,
                failures: lane.failures,
                wantedPause: retryAfter ?? hosts.get(lane.host)?.wantedPause,
            });
    const pauses = hosts.size > 0 ? await recordFailures(db, [...hosts.values()]) : new Map<string, number>();
    const givenUp = setbacks.filter(({ claim, isFirst }) => isGivenUp(claim, isFirst));
    for (const { claim, reason } of givenUp) await buryDelivery(db, claim.id, reason);
    const postponed = setbacks.flatMap((setback): Postponed[] => {
        if (givenUp.includes(setback)) return [];
        const { lane, claim, reason, retryAfter, isFirst } = setback;
        const seconds = isFirst ? pauseAfter(claim.attempts, retryAfter) : (pauses.get(lane.host) ?? 0);
        return [{ id: claim.id, seconds, error: reason, counts: isFirst }];
    });
    if (postponed.length > 0) await postponeDeliveries(db, postponed);
    return givenUp;
}
