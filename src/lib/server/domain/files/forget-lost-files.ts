import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../db';
import { forgetUnfinished, listStored, removeStored, STORED_KINDS, type ListedFile } from '../../storage';
import { namedFiles } from './named-files';

const DAY = 86_400_000;
const AT_ONCE = 5_000;

/** What was found that nothing names. */
export interface LostFiles {
    files: number;
    bytes: number;
    /** Begun once, and never finished. */
    unfinished: number;
}

/**
 * Removes files that no row names: the server fell between storing and saving, or a row went with its account. Younger
 * ones than a day may belong to a request that is under way. With `dryRun` they are only counted.
 */
export async function forgetLostFiles(db: Database, { dryRun = false } = {}): Promise<LostFiles> {
    const found: LostFiles = { files: 0, bytes: 0, unfinished: 0 };
    const before = new Date(Date.now() - DAY);
    for (const kind of STORED_KINDS) {
        const named = namedFiles[kind];
        if (!named) continue;
        for await (const batch of batches(listStored(kind, before)))
            for (const { key, bytes } of await nameless(db, named, batch)) {
                if (!dryRun) await removeStored(key);
                found.files++;
                found.bytes += bytes;
            }
    }
    if (!dryRun) found.unfinished = await forgetUnfinished(before);
    return found;
}

async function nameless(db: Database, named: SQL, batch: readonly ListedFile[]): Promise<ListedFile[]> {
    const rows = await db.execute<{ key: string }>(sql`
        select listed.key from jsonb_array_elements_text(${JSON.stringify(batch.map(({ key }) => key))}::jsonb)
            as listed(key)
        where not exists (select from (${named}) as named where named.key = listed.key)`);
    const lost = new Set(rows.map(({ key }) => key));
    return batch.filter(({ key }) => lost.has(key));
}

async function* batches(files: AsyncIterable<ListedFile>): AsyncGenerator<ListedFile[]> {
    let batch: ListedFile[] = [];
    for await (const file of files) {
        batch.push(file);
        if (batch.length < AT_ONCE) continue;
        yield batch;
        batch = [];
    }
    if (batch.length > 0) yield batch;
}
