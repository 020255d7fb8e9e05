import { inArray } from 'drizzle-orm';
import type { Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { twinsOfKey } from '../../media';
import { listStored, removeStored } from '../../storage';
import { filesOf } from './store-renditions';

const DAY = 86_400_000;
const AT_ONCE = 500;

/**
 * Removes files that no row names: the server fell between storing and saving, or a row went with its account. Younger
 * ones may belong to a request that is under way. Returns how many there were.
 */
export async function forgetLostFiles(db: Database): Promise<number> {
    let removed = 0;
    for (const [kind, column] of [
        ['attachments', mediaAttachments.key],
        ['previews', mediaAttachments.previewKey],
    ] as const) {
        const removeUnused = async (keys: string[]) => {
            const rows = await db
                .select()
                .from(mediaAttachments)
                .where(inArray(column, [...keys, ...keys.flatMap(twinsOfKey)]));
            const used = new Set(rows.flatMap(filesOf));
            const lost = keys.filter((key) => !used.has(key));
            for (const key of lost) await removeStored(key);
            removed += lost.length;
        };
        const batch: string[] = [];
        for await (const { key } of listStored(kind, new Date(Date.now() - DAY))) {
            batch.push(key);
            if (batch.length === AT_ONCE) await removeUnused(batch.splice(0));
        }
        if (batch.length > 0) await removeUnused(batch);
    }
    return removed;
}
