import { sql } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { emit } from '../../events';
import { enqueue, type JobKind } from '../../jobs';
import { isOfSuspendedDomain } from '../moderation';
import { lockAllPairs } from './pair';
import { severMany } from './sever-many';
import { recordSeverance } from './severances';

/** The queue of members whose follows end because moderators suspended a domain. */
export const SUSPENDED_TIES = 'suspended-ties';

export interface SuspendedTies {
    memberId: string;
    domain: string;
}

/** As many members as one statement asks for. */
const BATCH = 1_000;

/**
 * Ends all follows between members and the people of a domain that moderators suspended, each member's by a job of their
 * own. Nothing where it is not suspended: who is hidden for another reason may come back.
 */
export async function severSuspended(db: Database, domain: string): Promise<void> {
    for (let after = '0'; ;) {
        const rows = await db.execute<{ id: string }>(sql`
            select distinct bound.member as id from (
                select account_id as member, target_id as other from follows
                union all select target_id, account_id from follows
                union all select account_id, target_id from follow_requests
                union all select target_id, account_id from follow_requests
            ) as bound join users u on u.account_id = bound.member join accounts a on a.id = bound.other
            where ${isOfSuspendedDomain(domain)} and bound.member > ${after} order by id limit ${BATCH}`);
        await enqueue(
            db,
            SUSPENDED_TIES,
            rows.map(({ id }) => ({ memberId: id, domain }) satisfies SuspendedTies),
        );
        if (rows.length < BATCH) return;
        after = rows.at(-1)?.id ?? after;
    }
}

/** Ends one member's, writes down what they lost, and has them told. Once done there is nothing left to do. */
export const suspendedTiesJob: JobKind<SuspendedTies> = {
    batch: 20,
    retries: 8,
    retryDelay: 5,
    run: (db, { memberId, domain }) =>
        inTransaction(db, async (tx) => {
            const member = { accountId: memberId };
            await lockAllPairs(tx, member);
            const lost = await severMany(tx, member, isOfSuspendedDomain(domain));
            const about = { ...member, cause: 'domain-block', targetName: domain } as const;
            const severanceId = await recordSeverance(tx, about, lost);
            if (severanceId) await emit(tx, { type: 'relationships.severed', ...member, severanceId });
        }),
};
