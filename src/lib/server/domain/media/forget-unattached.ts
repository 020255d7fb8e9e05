import { sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { removeStored } from '../../storage';
import { filesOf, namedFiles, type NamedFiles } from './store-renditions';

/** How long a file waits for its post. */
const WAITS_HOURS = 24;
const BATCH = 500;

/**
 * Forgets files that no post took, neither after they came nor after a post let go of them, and that none waiting to
 * be sent holds and no former version of a post shows; and what belonged to a post of another server that is gone. Returns how many there were.
 */
export async function forgetUnattached(db: Database): Promise<number> {
    let forgotten = 0;
    for (;;) {
        const gone = await db.execute<NamedFiles>(sql`
            delete from media_attachments where id in (
                select m.id from media_attachments m
                where m.status_id is null and m.composition_id is null
                    and not exists (select from status_edits e
                        where e.media @> jsonb_build_array(jsonb_build_object('id', m.id::text)))
                    and greatest(m.created_at, m.detached_at) < now() - make_interval(hours => ${WAITS_HOURS})
                order by m.id limit ${BATCH} for update skip locked)
            returning ${namedFiles}`);
        for (const key of gone.flatMap(filesOf)) await removeStored(key);
        forgotten += gone.length;
        if (gone.length < BATCH) return forgotten;
    }
}
