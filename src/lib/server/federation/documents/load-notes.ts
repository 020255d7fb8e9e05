import { eq, inArray, asc, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, mediaAttachments, mentions, polls, statuses, statusTags, tags } from '../../db/schema';
import { describeEmojis } from '../../domain/emoji';
import type { NoteParts } from './note';

const quotedUrl = sql<string | null>`coalesce(
    (select coalesce(q.url, q.uri) from statuses q where q.id = ${statuses.quoteOfId}), ${statuses.quoteOfUri})`;

/** Statuses with all that their documents say, in the order of `ids`; five queries however many they are, and one for emoji. */
export async function loadNotes(db: Queryable, ids: string[]): Promise<NoteParts[]> {
    if (ids.length === 0) return [];
    const [rows, mentioned, hashtags, media, pollRows] = await Promise.all([
        db
            .select({ status: statuses, author: accounts, quotedUrl })
            .from(statuses)
            .innerJoin(accounts, eq(accounts.id, statuses.accountId))
            .where(inArray(statuses.id, ids)),
        db
            .select({
                statusId: mentions.statusId,
                uri: accounts.uri,
                username: accounts.username,
                domain: accounts.domain,
            })
            .from(mentions)
            .innerJoin(accounts, eq(accounts.id, mentions.accountId))
            .where(inArray(mentions.statusId, ids)),
        db
            .select({ statusId: statusTags.statusId, name: tags.name, displayName: tags.displayName })
            .from(statusTags)
            .innerJoin(tags, eq(tags.id, statusTags.tagId))
            .where(inArray(statusTags.statusId, ids)),
        db
            .select()
            .from(mediaAttachments)
            .where(inArray(mediaAttachments.statusId, ids))
            .orderBy(asc(mediaAttachments.position)),
        db.select().from(polls).where(inArray(polls.statusId, ids)),
    ]);
    const used = new Set(rows.flatMap(({ status }) => Object.keys(status.emojis)));
    const emojis = await describeEmojis(db, [...used]);
    const byId = new Map(rows.map((row) => [row.status.id, row]));
    return ids.flatMap((id) => {
        const row = byId.get(id);
        if (!row) return [];
        const isOfThis = (part: { statusId: string | null }) => part.statusId === id;
        return {
            ...row,
            emojis,
            mentioned: mentioned.filter(isOfThis),
            hashtags: hashtags.filter(isOfThis),
            media: media.filter(isOfThis),
            poll: pollRows.find(isOfThis),
        };
    });
}

/** One status with all that its document says; undefined where it is gone. */
export async function loadNote(db: Queryable, id: string): Promise<NoteParts | undefined> {
    return (await loadNotes(db, [id]))[0];
}
