import { sql } from 'drizzle-orm';
import type { Database } from '$lib/server/db';

const LOOK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 180_000;

/** Settles when the community has worked on everything it was told. @throws Error after three minutes without an end. */
export async function settled(db: Database): Promise<void> {
    const giveUp = Date.now() + GIVE_UP_AFTER_MS;
    while (await isBusy(db)) {
        if (Date.now() > giveUp) throw new Error('The community does not come to rest: does its worker run?');
        await new Promise((settle) => setTimeout(settle, LOOK_EVERY_MS));
    }
}

async function isBusy(db: Database): Promise<boolean> {
    const [row] = await db.execute<{ busy: boolean }>(sql`
        select exists (select 1 from inbound_activities where state = 'received')
            or exists (select 1 from pgboss.job where state < 'completed' and start_after <= now()
                and name in ('facts', 'effects', 'inbound')) as busy`);
    return row?.busy ?? false;
}
