import { sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { openStored } from '../../storage';
import { repairPicture } from '../accounts';
import { repairMedia } from '../media';
import { everyNamedFile } from './named-files';

/** Something that a row says and the storage does not. */
export interface FileFault {
    /** Whose files they are, such as `media 1234` or `avatar of ana`. */
    owner: string;
    /** Files that are named and not there. */
    missing: string[];
    /** What all files take together, and should. */
    bytes: number;
    expected: number | null;
    repaired: boolean;
}

export interface FileCheck {
    files: number;
    bytes: number;
    faults: FileFault[];
}

interface Owner extends Record<string, unknown> {
    owner: string;
    keys: string[];
    total: number | null;
}

const AT_ONCE = 1_000;

/**
 * Holds what rows say of files against what is stored: whether each file is there, and all of an owner are as long as was
 * written down. With `repair`, posts forget previews and twins that are gone, and how long their files are is written
 * down anew; what else is gone cannot be made again here.
 */
export async function checkFiles(db: Database, { repair = false } = {}): Promise<FileCheck> {
    const check: FileCheck = { files: 0, bytes: 0, faults: [] };
    for await (const { owner, keys, total } of owners(db)) {
        const found = await Promise.all(keys.map(async (key) => ({ key, file: await openStored(key) })));
        const bytes = found.reduce((sum, { file }) => sum + (file?.bytes ?? 0), 0);
        const missing = found.filter(({ file }) => !file).map(({ key }) => key);
        check.files += keys.length - missing.length;
        check.bytes += bytes;
        if (missing.length === 0 && (total === null || total === bytes)) continue;
        const repaired = repair && (await putInOrder(db, owner, { missing, bytes }));
        check.faults.push({ owner, missing, bytes, expected: total, repaired });
    }
    return check;
}

async function putInOrder(db: Database, owner: string, found: Pick<FileFault, 'missing' | 'bytes'>) {
    return (await repairMedia(db, owner, found)) || (await repairPicture(db, owner, found));
}

/** Everybody who names files, in an order that another process does not disturb. */
async function* owners(db: Database): AsyncGenerator<Owner> {
    for (const named of everyNamedFile)
        for (let last = ''; ;) {
            const page = await db.execute<Owner>(sql`
                select owner, array_agg(distinct key) as keys, max(total)::float8 as total
                from (${named}) as named where owner > ${last} collate "C"
                group by owner order by owner collate "C" limit ${AT_ONCE}`);
            yield* page;
            const end = page.at(-1);
            if (!end || page.length < AT_ONCE) break;
            last = end.owner;
        }
}
