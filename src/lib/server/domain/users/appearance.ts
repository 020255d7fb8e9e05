import { eq, sql } from 'drizzle-orm';
import type { Appearance, KeptAppearance } from '$lib/mastodon-api/appearance';
import type { Database } from '../../db';
import { users } from '../../db/schema';
import type { Viewer } from './viewer';

/** How a member chose the app to look and behave, as it was chosen last. */
export async function findAppearance(
    db: Database,
    { userId }: Pick<Viewer, 'userId'>,
): Promise<KeptAppearance> {
    const [row] = await db.select({ settings: users.settings }).from(users).where(eq(users.id, userId));
    return row?.settings.appearance ?? { appearance: null, changed_at: null };
}

/** Keeps what was chosen, beside what was chosen before, for all devices of the member. */
export async function keepAppearance(
    db: Database,
    { userId }: Pick<Viewer, 'userId'>,
    chosen: Partial<Appearance>,
): Promise<void> {
    const before = sql`coalesce(${users.settings} #> '{appearance,appearance}', '{}')`;
    const appearance = sql`${before} || ${JSON.stringify(chosen)}::jsonb`;
    const kept = sql`jsonb_build_object('appearance', ${appearance}, 'changed_at', ${new Date().toISOString()}::text)`;
    await db
        .update(users)
        .set({ settings: sql`${users.settings} || jsonb_build_object('appearance', ${kept})` })
        .where(eq(users.id, userId));
}
