import { sql } from 'drizzle-orm';
import { config } from '../../config';
import { inTransaction, type Database } from '../../db';
import { listStored, openStored, removeStored, type ListedFile } from '../../storage';
import { INTEREST } from './interest';
import { makeRoom, removeLeaving } from './make-room';
import { FALLEN_AFTER, release } from './space';

const AT_ONCE = 500;
/** Younger files may belong to a row that is not written yet. */
const DAY = 86_400_000;

/**
 * Brings what is written down about remote files to what is stored, and the other way round: after processes that fell,
 * files that were removed by hand, and a ceiling that was lowered. What members lost interest in counts as that again.
 */
export async function reconcileRemoteFiles(db: Database): Promise<void> {
    await removeLeaving(db);
    await release(db, sql`state = 'arriving' and last_viewed_at < now() - ${FALLEN_AFTER}`);
    await compareWithStorage(db);
    await forgetInterest(db);
    await countAgain(db);
    await makeRoom(db, config().remoteMedia.ceiling);
}

async function compareWithStorage(db: Database): Promise<void> {
    const stored = new Map<string, ListedFile>();
    for await (const file of listStored('remote', new Date())) stored.set(file.key, file);
    for (let after = ''; ;) {
        const rows = await db.execute<{ hash: string; key: string; bytes: number }>(sql`
            select url_hash as hash, key, bytes::float8 from remote_files
            where state = 'kept' and url_hash > ${after} order by url_hash limit ${AT_ONCE}`);
        for (const { hash, key, bytes } of rows) {
            const file = stored.get(key);
            stored.delete(key);
            // What came after the listing had begun is not on it.
            if (!file && !(await openStored(key)))
                await release(db, sql`url_hash = ${hash} and key = ${key}`);
            else if (file && file.bytes !== bytes)
                await db.execute(sql`update remote_files set bytes = ${file.bytes} where url_hash = ${hash}`);
        }
        const last = rows.at(-1);
        if (!last || rows.length < AT_ONCE) break;
        after = last.hash;
    }
    const longAgo = new Date(Date.now() - DAY);
    for (const { key, modifiedAt } of stored.values()) if (modifiedAt < longAgo) await removeStored(key);
}

/** Interest that grows is seen when a file's turn to leave comes; here, what has none any more. */
async function forgetInterest(db: Database): Promise<void> {
    for (let after = ''; ;) {
        const rows = await db.execute<{ hash: string; interest: number; present: number }>(sql`
            select url_hash as hash, interest, ${INTEREST} as present from (
                select * from remote_files where state = 'kept' and interest > 0 and url_hash > ${after}
                order by url_hash limit ${AT_ONCE}) f order by url_hash`);
        for (const { hash, interest, present } of rows)
            if (present < interest)
                await db.execute(sql`update remote_files set interest = ${present} where url_hash = ${hash}`);
        const last = rows.at(-1);
        if (!last || rows.length < AT_ONCE) return;
        after = last.hash;
    }
}

/** Nobody reserves or releases meanwhile. */
async function countAgain(db: Database): Promise<void> {
    await inTransaction(db, async (tx) => {
        await tx.execute(sql`lock table remote_files in share row exclusive mode`);
        await tx.execute(
            sql`update remote_space set bytes = (select coalesce(sum(bytes), 0) from remote_files)`,
        );
    });
}
