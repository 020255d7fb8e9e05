import { eq, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { accounts, users, type ProfileField, type UserSettings } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Viewer } from '../users';
import { checkProfile } from './check-profile';
import { bioHtml, fieldHtml } from './profile-html';

/** What a member changes about themselves. What is left out stays as it is. */
export interface ProfileChanges {
    displayName?: string;
    /** As it was typed; rendered here. */
    bio?: string;
    /** All of them: they replace those before. */
    fields?: { name: string; value: string }[];
    avatarDescription?: string;
    headerDescription?: string;
    locked?: boolean;
    bot?: boolean;
    discoverable?: boolean;
    indexable?: boolean;
    hidesCollections?: boolean;
    attributionDomains?: string[];
    /** How new posts begin. */
    settings?: Partial<UserSettings>;
}

/**
 * Changes the viewer's own profile and posting defaults. Returns the settings as they then stand.
 * @throws Unprocessable where something is too long or too much.
 */
export function updateProfile(db: Database, viewer: Viewer, changes: ProfileChanges): Promise<UserSettings> {
    checkProfile(changes);
    return inTransaction(db, async (tx) => {
        await changeAccount(tx, viewer, changes);
        const [user] = await tx
            .update(users)
            .set({
                settings: sql`${users.settings} || ${JSON.stringify(changes.settings ?? {})}::jsonb`,
                updatedAt: new Date(),
            })
            .where(eq(users.id, viewer.userId))
            .returning({ settings: users.settings });
        await emit(tx, { type: 'account.updated', accountId: viewer.accountId });
        return user?.settings ?? viewer.settings;
    });
}

async function changeAccount(tx: Transaction, viewer: Viewer, changes: ProfileChanges): Promise<void> {
    const [before] = await tx
        .select({ fields: accounts.fields })
        .from(accounts)
        .where(eq(accounts.id, viewer.accountId))
        .for('update');
    if (!before) throw new NotFound();
    const { displayName, bio, fields, bot, attributionDomains, settings: _, ...rest } = changes;
    await tx
        .update(accounts)
        .set({
            ...rest,
            displayName: displayName?.trim(),
            bioSource: bio,
            bioHtml: bio === undefined ? undefined : await bioHtml(tx, bio),
            fields: fields && renderFields(fields, before.fields),
            actorType: bot === undefined ? undefined : bot ? 'Service' : 'Person',
            attributionDomains: attributionDomains?.map((domain) => domain.trim().toLowerCase()),
            updatedAt: new Date(),
        })
        .where(eq(accounts.id, viewer.accountId));
}

/** A link that was confirmed stays confirmed as long as it is the same. */
function renderFields(
    typed: readonly { name: string; value: string }[],
    before: readonly ProfileField[],
): ProfileField[] {
    return typed
        .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
        .filter(({ name, value }) => name !== '' || value !== '')
        .map(({ name, value }) => {
            const same = before.find((field) => field.name === name && field.source === value);
            return {
                name,
                value: fieldHtml(value),
                source: value,
                ...(same?.verifiedAt && { verifiedAt: same.verifiedAt }),
            };
        });
}
