import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { users, type UserSettings } from '../../db/schema';
import type { Viewer } from '../users';

export type DefaultPolicies = NonNullable<UserSettings['interactionPolicies']>;

/** Says who may do what with the posts a member writes from now on, by audience; audiences not mentioned stay. */
export async function changeDefaultPolicies(
    db: Database,
    viewer: Viewer,
    policies: DefaultPolicies,
): Promise<DefaultPolicies> {
    const interactionPolicies = { ...viewer.settings.interactionPolicies, ...policies };
    await db
        .update(users)
        .set({ settings: sql`${users.settings} || ${JSON.stringify({ interactionPolicies })}::jsonb` })
        .where(eq(users.id, viewer.userId));
    return interactionPolicies;
}
