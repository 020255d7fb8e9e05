import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';

/** Days for which a translation is kept; a service learns meanwhile. */
const KEPT_FOR = 30;

/** Forgets old translations. */
export async function forgetTranslations(db: Queryable): Promise<void> {
    await db.execute(
        sql`delete from translations where created_at < now() - make_interval(days => ${KEPT_FOR}::int)`,
    );
}
