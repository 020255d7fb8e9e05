import { asc, isNull } from 'drizzle-orm';
import type { Database } from '../../db';
import { rules } from '../../db/schema';
import { forgetStatistics } from './statistics';
import { readSettings, type InstanceSettings } from './settings';

export type Rule = typeof rules.$inferSelect;

/** What the community says of itself: read with almost every page, changed once a month. */
export interface InstanceState {
    settings: InstanceSettings & { updatedAt: Date | null };
    /** In their order, without those that were deleted. */
    rules: Rule[];
}

/** Told by triggers on the tables, whoever writes to them. */
const CHANNEL = 'instance_changed';

let listening = new WeakMap<Database, Promise<unknown>>();
let known = new WeakMap<Database, Promise<InstanceState>>();

/**
 * The community's settings and rules, from memory. Any change to their tables, by whatever process, is told by NOTIFY
 * and forgets them; so does a connection that was lost, since it may have missed one.
 */
export async function instanceState(db: Database): Promise<InstanceState> {
    // Listening begins before reading: a change in between is heard.
    if (!listening.has(db)) listening.set(db, listen(db));
    await listening.get(db);
    let state = known.get(db);
    if (!state) {
        known.set(db, (state = read(db)));
        state.catch(() => known.delete(db));
    }
    return state;
}

/** Forgets what is known, figures included, in this process. */
export function forgetInstance(): void {
    known = new WeakMap();
    forgetStatistics();
}

async function listen(db: Database): Promise<void> {
    try {
        await db.$client.listen(
            CHANNEL,
            () => known.delete(db),
            () => known.delete(db),
        );
    } catch (error) {
        listening = new WeakMap();
        throw error;
    }
}

async function read(db: Database): Promise<InstanceState> {
    const [settings, inForce] = await Promise.all([
        readSettings(db),
        db.select().from(rules).where(isNull(rules.deletedAt)).orderBy(asc(rules.position), asc(rules.id)),
    ]);
    return { settings, rules: inForce };
}
