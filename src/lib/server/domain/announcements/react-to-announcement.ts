import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Queryable } from '../../db';
import { announcementReactions, announcements } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { emit } from '../../events';
import { findEmojis } from '../emoji';
import type { Actor } from '../users';
import { findAnnouncement } from './find-announcements';

/** Different reactions under one announcement. */
const MOST_REACTIONS = 8;
const ONE_EMOJI = /^\p{RGI_Emoji}$/v;

/** One emoji under an announcement, with how many put it there. */
export interface AnnouncementReaction {
    announcementId: string;
    /** The character itself, or a shortcode without colons. */
    name: string;
    count: number;
    /** Is one of them the viewer? */
    mine: boolean;
}

/**
 * Puts an emoji under an announcement: a character, or the shortcode of one of the community's own. Twice is once.
 * @throws NotFound, Unprocessable for what is no emoji, and for a ninth different one.
 */
export function reactToAnnouncement(
    db: Database,
    { accountId }: Actor,
    id: string,
    name: string,
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { id: announcementId } = await findAnnouncement(tx, id);
        // Of two new emoji at once, each has to see the other.
        await tx.execute(sql`select 1 from ${announcements} where id = ${announcementId} for update`);
        const present = await countReactions(tx, { ids: [announcementId] });
        if (!present.some((reaction) => reaction.name === name)) {
            if (!(await isEmoji(tx, name)))
                throw new Unprocessable('Validation failed: Name is not a recognized emoji');
            if (present.length >= MOST_REACTIONS)
                throw new Unprocessable('Validation failed: Limit of different reactions reached');
        }
        const [added] = await tx
            .insert(announcementReactions)
            .values({ announcementId, accountId, emoji: name })
            .onConflictDoNothing()
            .returning();
        if (added) await emit(tx, { type: 'announcement.reacted', announcementId, name });
    });
}

/**
 * Takes an emoji back; one that is not there is no mistake.
 * @throws NotFound
 */
export function unreactToAnnouncement(
    db: Database,
    { accountId }: Actor,
    id: string,
    name: string,
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { id: announcementId } = await findAnnouncement(tx, id);
        const [removed] = await tx
            .delete(announcementReactions)
            .where(
                and(
                    eq(announcementReactions.announcementId, announcementId),
                    eq(announcementReactions.accountId, accountId),
                    eq(announcementReactions.emoji, name),
                ),
            )
            .returning();
        if (removed) await emit(tx, { type: 'announcement.reacted', announcementId, name });
    });
}

/** The reactions to announcements, the most frequent first; those of `viewer` among them are known as theirs. */
export function countReactions(
    db: Queryable,
    { ids, viewer }: { ids: readonly string[]; viewer?: Actor | null },
): Promise<AnnouncementReaction[]> {
    const { announcementId, accountId, emoji } = announcementReactions;
    return db
        .select({
            announcementId,
            name: emoji,
            count: count(),
            mine: sql<boolean>`coalesce(bool_or(${accountId} = ${viewer?.accountId ?? null}::bigint), false)`,
        })
        .from(announcementReactions)
        .where(inArray(announcementId, [...ids]))
        .groupBy(announcementId, emoji)
        .orderBy(sql`count(*) desc`, asc(emoji));
}

async function isEmoji(db: Queryable, name: string): Promise<boolean> {
    return ONE_EMOJI.test(name) || name in (await findEmojis(db, [`:${name}:`]));
}
