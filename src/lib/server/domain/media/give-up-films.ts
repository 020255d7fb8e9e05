import { sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { removeStored } from '../../storage';
import { filmWords } from './film-words';

/** Longer than the longest line of films takes. */
const WAITS_HOURS = 6;

/**
 * Says of film and sound that were never finished, although they were begun often enough, that nothing becomes of them.
 * Returns how many there were.
 */
export async function giveUpFilms(db: Database): Promise<number> {
    const given = await db.execute<{ key: string | null; sourceKey: string | null }>(sql`
        with lost as (
            select id, key, source_key from media_attachments
            where state = 'processing' and created_at < now() - make_interval(hours => ${WAITS_HOURS})
            for update skip locked)
        update media_attachments m set state = 'failed', failure = ${filmWords('unreadable')},
            key = null, source_key = null
        from lost where m.id = lost.id
        returning lost.key, lost.source_key as "sourceKey"`);
    for (const stored of given.flatMap(({ key, sourceKey }) => [key, sourceKey]))
        if (stored !== null) await removeStored(stored);
    return given.length;
}
