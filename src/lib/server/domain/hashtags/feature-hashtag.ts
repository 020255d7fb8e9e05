import { and, asc, eq, sql } from 'drizzle-orm';
import { inTransaction, isId, newId, type Database } from '../../db';
import { featuredTags, statuses, statusTags, tags } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { normaliseHashtag } from '$lib/text';
import type { Actor } from '../users';
import { hashtagNamed } from './find-hashtag';
import { keepHashtag } from './keep-hashtags';

/** The most hashtags a profile shows. */
export const MOST_FEATURED = 10;

/** A hashtag on a profile, with how its owner uses it in public. */
export interface FeaturedHashtag {
    id: string;
    accountId: string;
    name: string;
    displayName: string;
    statusesCount: number;
    lastStatusAt: string | null;
}

/**
 * Shows a hashtag on `actor`'s profile.
 * @throws NotFound for what cannot be one, Unprocessable for the eleventh and for one that is there already.
 */
export function featureHashtag(db: Database, actor: Actor, text: string): Promise<FeaturedHashtag> {
    const name = hashtagNamed(text);
    return inTransaction(db, async (tx) => {
        await tx.execute(
            sql`select pg_advisory_xact_lock(hashtextextended(${`feature:${actor.accountId}`}, 0))`,
        );
        const mine = eq(featuredTags.accountId, actor.accountId);
        if ((await tx.$count(featuredTags, mine)) >= MOST_FEATURED)
            throw new Unprocessable(
                'Validation failed: You have already featured the maximum number of hashtags',
            );
        const id = newId();
        const tagId = await keepHashtag(tx, { id: name, name: text.replace(/^#/, '') });
        const added = await tx
            .insert(featuredTags)
            .values({ id, accountId: actor.accountId, tagId })
            .onConflictDoNothing()
            .returning({ id: featuredTags.id });
        if (added.length === 0) throw new Unprocessable('Validation failed: Tag has already been taken');
        const [row] = await selectFeatured(tx, eq(featuredTags.id, id));
        if (!row) throw new NotFound();
        return row;
    });
}

/** Brings the hashtags on the profile of somebody elsewhere to those that their origin tells. */
export function keepFeaturedHashtags(
    db: Database,
    accountId: string,
    names: readonly string[],
): Promise<void> {
    return inTransaction(db, async (tx) => {
        await tx.delete(featuredTags).where(eq(featuredTags.accountId, accountId));
        const told = new Map(names.map((name) => [normaliseHashtag(name), name]));
        for (const [id, name] of [...told].slice(0, MOST_FEATURED)) {
            const tagId = await keepHashtag(tx, { id, name });
            await tx.insert(featuredTags).values({ id: newId(), accountId, tagId });
        }
    });
}

/**
 * Takes a hashtag off the profile again; `id` is the feature's own.
 * @throws NotFound
 */
export async function unfeatureHashtag(db: Database, actor: Actor, id: string): Promise<void> {
    const removed = isId(id)
        ? await db
              .delete(featuredTags)
              .where(and(eq(featuredTags.id, id), eq(featuredTags.accountId, actor.accountId)))
              .returning({ id: featuredTags.id })
        : [];
    if (removed.length === 0) throw new NotFound();
}

/** The hashtags a profile shows, in the order they were put there. */
export function listFeaturedHashtags(db: Database, accountId: string): Promise<FeaturedHashtag[]> {
    return selectFeatured(db, eq(featuredTags.accountId, accountId));
}

function selectFeatured(
    db: Pick<Database, 'select'>,
    which: ReturnType<typeof eq>,
): Promise<FeaturedHashtag[]> {
    return db
        .select({
            id: featuredTags.id,
            accountId: featuredTags.accountId,
            name: tags.name,
            displayName: tags.displayName,
            statusesCount: sql<number>`count(${statuses.id})::int`,
            lastStatusAt: sql<string | null>`max(${statuses.createdAt})`,
        })
        .from(featuredTags)
        .innerJoin(tags, eq(tags.id, featuredTags.tagId))
        .leftJoin(statusTags, eq(statusTags.tagId, tags.id))
        .leftJoin(
            statuses,
            and(
                eq(statuses.id, statusTags.statusId),
                eq(statuses.accountId, featuredTags.accountId),
                eq(statuses.visibility, 'public'),
            ),
        )
        .where(which)
        .groupBy(featuredTags.id, tags.id)
        .orderBy(asc(featuredTags.id));
}
