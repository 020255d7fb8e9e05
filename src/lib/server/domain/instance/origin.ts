import { eq } from 'drizzle-orm';
import { config } from '../../config';
import type { Queryable } from '../../db';
import { settings } from '../../db/schema';

const SETTING = 'origin';

/** The public origin this community was first served at; undefined before its first start. */
export async function knownOrigin(db: Queryable): Promise<string | undefined> {
    const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, SETTING));
    return typeof row?.value === 'string' ? row.value : undefined;
}

/**
 * Writes down the origin of the first start: every id is built from it, also by commands that are run without the
 * server's environment. Returns the origin that was written down, which may differ from the one configured now.
 */
export async function rememberOrigin(db: Queryable): Promise<string> {
    const { origin } = config();
    await db.insert(settings).values({ name: SETTING, value: origin }).onConflictDoNothing();
    return (await knownOrigin(db)) ?? origin;
}
