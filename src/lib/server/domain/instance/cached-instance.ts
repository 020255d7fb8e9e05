import { asc, isNull } from 'drizzle-orm';
import { memoryHearing, type Database, type Hearing } from '../../db';
import { rules } from '../../db/schema';
import { readBranding, type Branding } from './branding';
import { forgetPeers } from './peers';
import { forgetStatistics } from './statistics';
import { readSettings, type InstanceSettings } from './settings';

export type Rule = typeof rules.$inferSelect;

/** What the community says of itself: read with almost every page, changed once a month. */
export interface InstanceState {
    settings: InstanceSettings & { updatedAt: Date | null };
    /** In their order, without those that were deleted. */
    rules: Rule[];
    branding: Branding;
}

/** Told by triggers on the tables, whoever writes to them. */
const CHANNEL = 'instance_changed';

class Memory implements Hearing {
    state: Promise<InstanceState> | undefined;

    onWord(): void {
        this.state = undefined;
    }

    onGap(): void {
        this.state = undefined;
    }
}

const memoryOf = memoryHearing(CHANNEL, () => new Memory());

/**
 * The community's settings and rules, from memory. Any change to their tables, by whatever process, is told by NOTIFY
 * and forgets them; so does a connection that was lost, since it may have missed one.
 */
export async function instanceState(db: Database): Promise<InstanceState> {
    const memory = await memoryOf(db);
    if (memory.state) return memory.state;
    const state = read(db);
    memory.state = state;
    state.catch(() => {
        if (memory.state === state) memory.state = undefined;
    });
    return state;
}

/** Forgets what is known of a community, figures included, in this process. */
export async function forgetInstance(db: Database): Promise<void> {
    (await memoryOf(db)).onWord();
    forgetStatistics();
    forgetPeers();
}

async function read(db: Database): Promise<InstanceState> {
    const [settings, branding, inForce] = await Promise.all([
        readSettings(db),
        readBranding(db),
        db.select().from(rules).where(isNull(rules.deletedAt)).orderBy(asc(rules.position), asc(rules.id)),
    ]);
    return { settings, branding, rules: inForce };
}
