import { eq, sql } from 'drizzle-orm';
import type { Appearance, KeptAppearance } from '$lib/mastodon-api/appearance';
import type { Database } from '../../db';
import { users } from '../../db/schema';
import type { Viewer } from './viewer';

/** How a member chose the app to look, as it was chosen last. */
export async function findAppearance(
    db: Database,
    { userId }: Pick<Viewer, 'userId'>,
): Promise<KeptAppearance> {
    const [row] = await db.select({ settings: users.settings }).from(users).where(eq(users.id, userId));
    return row?.settings.appearance ?? { appearance: null, changed_at: null };
}

/** Keeps it for all devices of the member. */
export async function keepAppearance(
    db: Database,
    { userId }: Pick<Viewer, 'userId'>,
    appearance: Appearance,
): Promise<void> {
    const kept: KeptAppearance = { appearance, changed_at: new Date().toISOString() };
    await db
        .update(users)
        .set({ settings: sql`${users.settings} || ${JSON.stringify({ appearance: kept })}::jsonb` })
        .where(eq(users.id, userId));
}
