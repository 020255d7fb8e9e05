import { eq, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { accounts, users, type ProfileField, type ProfileStyle, type UserSettings } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import { findEmojis } from '../emoji';
import { checkQuota } from '../media';
import type { Viewer } from '../users';
import { checkProfile } from './check-profile';
import { bioHtml, fieldHtml } from './profile-html';
import { keysLeftBehind, removeFiles, storePictures, type StoredPictures } from './profile-pictures';

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
    showsFeatured?: boolean;
    showsMedia?: boolean;
    showsMediaReplies?: boolean;
    /** What is left out of it stays as it is; a hue of null is the visitor's own. */
    style?: Omit<ProfileStyle, 'hue'> & { hue?: number | null };
    /** Pictures as they were given; cut to size here. */
    avatar?: Buffer;
    header?: Buffer;
    /** How new posts begin. */
    settings?: Partial<UserSettings>;
}

/**
 * Changes the viewer's own profile and posting defaults. Returns the settings as they then stand.
 * @throws Unprocessable where something is too long or too much, a picture is none, or they may keep no more.
 */
export async function updateProfile(
    db: Database,
    viewer: Viewer,
    changes: ProfileChanges,
): Promise<UserSettings> {
    checkProfile(changes);
    const pictures = await storePictures(changes);
    try {
        const { settings, leftBehind } = await saveProfile(db, viewer, changes, pictures);
        await removeFiles(leftBehind);
        return settings;
    } catch (error) {
        await removeFiles(pictures.keys);
        throw error;
    }
}

function saveProfile(
    db: Database,
    viewer: Viewer,
    changes: ProfileChanges,
    pictures: StoredPictures,
): Promise<{ settings: UserSettings; leftBehind: string[] }> {
    return inTransaction(db, async (tx) => {
        if (pictures.bytes > 0) await checkQuota(tx, viewer, pictures.bytes);
        const leftBehind = await changeAccount(tx, viewer, changes, pictures);
        const [user] = await tx
            .update(users)
            .set({
                settings: sql`${users.settings} || ${JSON.stringify(changes.settings ?? {})}::jsonb`,
                updatedAt: new Date(),
            })
            .where(eq(users.id, viewer.userId))
            .returning({ settings: users.settings });
        await emit(tx, { type: 'account.updated', accountId: viewer.accountId });
        return { settings: user?.settings ?? viewer.settings, leftBehind };
    });
}

/** Returns the files that the profile shows no more. */
async function changeAccount(
    tx: Transaction,
    viewer: Viewer,
    changes: ProfileChanges,
    pictures: StoredPictures,
): Promise<string[]> {
    const [before] = await tx.select().from(accounts).where(eq(accounts.id, viewer.accountId)).for('update');
    if (!before) throw new NotFound();
    const { displayName, bio, fields, bot, attributionDomains } = changes;
    const { settings: _, avatar: __, header: ___, style, ...rest } = changes;
    await tx
        .update(accounts)
        .set({
            ...rest,
            ...pictures.columns,
            style: style && withStyle(before.style, style),
            displayName: displayName?.trim(),
            bioSource: bio,
            bioHtml: bio === undefined ? undefined : await bioHtml(tx, bio),
            fields: fields && renderFields(fields, before.fields),
            emojis: await findEmojis(tx, textsOf(before, changes)),
            actorType: bot === undefined ? undefined : bot ? 'Service' : 'Person',
            attributionDomains: attributionDomains?.map((domain) => domain.trim().toLowerCase()),
            updatedAt: new Date(),
        })
        .where(eq(accounts.id, viewer.accountId));
    return keysLeftBehind(before, { ...before, ...pictures.columns });
}

function withStyle(
    before: ProfileStyle,
    { hue, ...chosen }: NonNullable<ProfileChanges['style']>,
): ProfileStyle {
    const { hue: former, ...kept } = before;
    const next = hue === undefined ? former : (hue ?? undefined);
    return { ...kept, ...chosen, ...(next !== undefined && { hue: next }) };
}

/** Everything the profile will say in words, which is where emoji stand. */
function textsOf(
    before: typeof accounts.$inferSelect,
    { displayName, bio, fields }: ProfileChanges,
): string[] {
    const kept = before.fields.map(({ name, source = '' }) => ({ name, value: source }));
    return [
        displayName ?? before.displayName,
        bio ?? before.bioSource,
        ...(fields ?? kept).flatMap(({ name, value }) => [name, value]),
    ];
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
                ...(same?.checkedAt && { checkedAt: same.checkedAt }),
            };
        });
}
