import { sql } from 'drizzle-orm';
import { newId, type Transaction } from '../../db';
import { severances, severedFollows } from '../../db/schema';
import { emit } from '../../events';
import type { LostFollow } from './sever';

/** Rows in one statement, well below PostgreSQL's limit of parameters. */
const BATCH = 1_000;
/** Whose server takes somebody away and gives them back again and again is told of once a month. */
const AGAIN_AFTER = sql`interval '30 days'`;

interface Tie {
    memberId: string;
    /** What the member had set about following them; null where they did not. */
    followed: Pick<LostFollow, 'showBoosts' | 'notify' | 'languages'> | null;
    isFollower: boolean;
}

/**
 * Writes down, for every member who follows somebody elsewhere or is followed by them, that their server took that person
 * away, and has the members told. The follows themselves are the caller's matter. Of somebody whose row `isGoing`
 * nothing but the name is kept.
 */
export async function recordLostPerson(
    tx: Transaction,
    { id, username, domain }: { id: string; username: string; domain: string | null },
    { isGoing }: { isGoing: boolean },
): Promise<void> {
    const targetName = `${username}@${domain ?? ''}`;
    for (let after = '0'; ;) {
        const ties = await tiesWith(tx, { id, targetName, after });
        if (ties.length > 0) {
            const events = ties.map((tie) => ({ ...tie, severanceId: newId() }));
            await tx.insert(severances).values(
                events.map(({ severanceId, memberId, followed, isFollower }) => ({
                    id: severanceId,
                    accountId: memberId,
                    cause: 'suspension' as const,
                    targetName,
                    followersCount: Number(isFollower),
                    followingCount: Number(followed !== null),
                })),
            );
            if (!isGoing) await tx.insert(severedFollows).values(events.flatMap((tie) => rowsOf(tie, id)));
            await emit(
                tx,
                ...events.map(({ memberId: accountId, severanceId }) => ({
                    type: 'relationships.severed' as const,
                    accountId,
                    severanceId,
                })),
            );
        }
        if (ties.length < BATCH) return;
        after = ties.at(-1)?.memberId ?? after;
    }
}

async function tiesWith(
    tx: Transaction,
    { id, targetName, after }: { id: string; targetName: string; after: string },
): Promise<Tie[]> {
    const rows = await tx.execute<Tie & Record<string, unknown>>(sql`
        select u.account_id::text as "memberId", theirs.id is not null as "isFollower",
            case when own.id is not null then jsonb_build_object('showBoosts', own.show_boosts,
                'notify', own.notify, 'languages', own.languages) end as followed
        from users u
        left join follows own on own.account_id = u.account_id and own.target_id = ${id}
        left join follows theirs on theirs.account_id = ${id} and theirs.target_id = u.account_id
        where u.account_id > ${after} and u.account_id in (
                select account_id from follows where target_id = ${id}
                union all select target_id from follows where account_id = ${id})
            and not exists (select 1 from severances v where v.account_id = u.account_id and v.cause = 'suspension'
                and v.target_name = ${targetName} and v.created_at > now() - ${AGAIN_AFTER})
        order by u.account_id limit ${BATCH}`);
    return [...rows];
}

const DEFAULTS = { showBoosts: true, notify: false, languages: null };

function rowsOf(
    { severanceId, followed, isFollower }: Tie & { severanceId: string },
    otherId: string,
): (typeof severedFollows.$inferInsert)[] {
    return [
        ...(followed ? [{ severanceId, otherId, role: 'followed' as const, ...followed }] : []),
        ...(isFollower ? [{ severanceId, otherId, role: 'follower' as const, ...DEFAULTS }] : []),
    ];
}
