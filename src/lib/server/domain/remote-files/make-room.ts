import { sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { counterOf } from '../../metrics';
import { removeStored } from '../../storage';
import { INTEREST } from './interest';
import { release } from './space';

/** How many files are looked at in one step. */
const BATCH = 100;

const evictions = counterOf('atoll_remote_media_evictions_total', 'Remote files that left to make room', []);

interface Candidate {
    hash: string;
    key: string;
    bytes: number;
    /** As it was when the file came, and as it is now. */
    interest: number;
    present: number;
}

/**
 * Lets files leave until all together take no more than `most` bytes: those that interest nobody first, then those of
 * people whom members follow, then those of posts that members did something with; of each the least recently viewed
 * first. What interests more than it did is written down as that and stays in its turn. Returns how many left.
 */
export async function makeRoom(db: Database, most: number): Promise<number> {
    let left = 0;
    for (;;) {
        const leaving = await inTransaction(db, (tx) => chooseLeaving(tx, most));
        // Also what somebody else chose and had no time to remove.
        left += await removeLeaving(db);
        if (!leaving) break;
    }
    evictions.inc(left);
    return left;
}

/** Marks the next files that have to leave. False where all is well. */
async function chooseLeaving(tx: Transaction, most: number): Promise<boolean> {
    // Two who choose at once would let go of twice as much.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('room for remote files', 0))`);
    const [space] = await tx.execute<{ excess: number }>(sql`
        select (bytes - ${most}::bigint - (
            select coalesce(sum(bytes), 0) from remote_files where state = 'leaving'))::float8 as excess
        from remote_space`);
    let excess = space?.excess ?? 0;
    if (excess <= 0) return false;
    const candidates = await tx.execute<Candidate & Record<string, unknown>>(sql`
        select url_hash as hash, key, bytes::float8, interest, ${INTEREST} as present from (
            select * from remote_files where state = 'kept'
            order by interest, last_viewed_at, url_hash limit ${BATCH} for update
        ) f order by interest, last_viewed_at, url_hash`);
    if (candidates.length === 0) return false;
    const leaving: string[] = [];
    const staying: Candidate[] = [];
    for (const candidate of candidates) {
        if (candidate.present > candidate.interest) staying.push(candidate);
        else if (excess > 0) {
            leaving.push(candidate.hash);
            excess -= candidate.bytes;
        }
    }
    for (const { hash, present } of staying)
        await tx.execute(sql`update remote_files set interest = ${present} where url_hash = ${hash}`);
    if (leaving.length > 0)
        await tx.execute(sql`
            update remote_files set state = 'leaving' where url_hash = any(${sql.param(leaving)}::text[])`);
    return true;
}

/** Files first, then the rows: what is still on the disk is still counted. */
export async function removeLeaving(db: Database): Promise<number> {
    const leaving = await db.execute<{ hash: string; key: string | null }>(
        sql`select url_hash as hash, key from remote_files where state = 'leaving'`,
    );
    for (const { key } of leaving) if (key) await removeStored(key);
    const hashes = leaving.map(({ hash }) => hash);
    if (hashes.length === 0) return 0;
    const { files } = await release(
        db,
        sql`state = 'leaving' and url_hash = any(${sql.param(hashes)}::text[])`,
    );
    return files;
}
