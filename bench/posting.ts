import { randomUUID } from 'node:crypto';
import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { costs } from './reading.ts';
import { measure, type Ask } from './requests.ts';
import { drained } from './settle.ts';
import { atMost, type Line } from './table.ts';

/** A post as a member writes it, with a hashtag and a link. What follows from it is counted with it. */
export async function measurePosting(
    community: Community,
    { loner }: DataSet,
    requests: number,
): Promise<Line[]> {
    const what: Ask = {
        url: `${community.origin}/api/v1/statuses`,
        tokens: [loner.token],
        method: 'POST',
        body: () =>
            JSON.stringify({
                status: `Low water at ten past six, and the harbour smells of bread. #tides https://tides.example ${randomUUID()}`,
            }),
        headers: () => ({ 'Idempotency-Key': randomUUID() }),
    };
    const cost = await measure(community.pids, what, requests, () => drained(community));
    return [
        {
            ...atMost('post a status, with all that follows', cost.server + cost.postgres, 'ms CPU', 6),
            measured: costs(cost),
        },
    ];
}
