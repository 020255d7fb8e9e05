import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { isId, type Database } from '../db';
import { accounts, follows, pins, statuses } from '../db/schema';
import { listFeaturedHashtags } from '../domain/hashtags';
import { visibleTo } from '../domain/statuses';
import { NotFound } from '../errors';
import {
    announceActivity,
    collectionDocument,
    collectionPageDocument,
    createActivity,
    featuredTagsUrl,
    featuredUrl,
    hashtagTags,
    loadNotes,
    noteDocument,
} from './documents';
import { findMember } from './find-member';
import type { Asked, Served } from './serve';

const POSTS_PER_PAGE = 20;
const PEOPLE_PER_PAGE = 50;

/**
 * What a member published and boosted for all to see, newest first; and to whom a request is signed by, what is for them
 * besides.
 */
export async function serveOutbox({ db, params, url, reader }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const id = `${account.uri}/outbox`;
    const isTheirs = and(eq(statuses.accountId, account.id), eq(statuses.localOnly, false));
    // The number that profiles show here, so that they show the same elsewhere.
    const totalItems = account.statusesCount;
    if (!url.searchParams.has('page')) return { document: collectionDocument(id, totalItems) };
    const cursor = cursorOf(url);
    const readerId = reader?.id ?? null;
    const rows = await db
        .select({ id: statuses.id, boostOfId: statuses.boostOfId })
        .from(statuses)
        .where(and(isTheirs, visibleTo(readerId), cursor ? lt(statuses.id, cursor) : undefined))
        .orderBy(desc(statuses.id))
        .limit(POSTS_PER_PAGE);
    const items = await publishedActivities(db, rows, readerId);
    const next = rows.length === POSTS_PER_PAGE ? rows.at(-1)?.id : undefined;
    const document = collectionPageDocument(id, { totalItems, items, cursor, next });
    return { document, isPrivate: reader !== undefined };
}

async function publishedActivities(
    db: Database,
    rows: { id: string; boostOfId: string | null }[],
    readerId: string | null,
) {
    const boosted = await visibleAmong(
        db,
        rows.flatMap(({ boostOfId }) => boostOfId ?? []),
        readerId,
    );
    const notes = await loadNotes(db, [...rows.map(({ id }) => id), ...boosted]);
    const parts = new Map(notes.map((note) => [note.status.id, note]));
    return rows.flatMap(({ id, boostOfId }) => {
        const note = parts.get(id);
        if (!note) return [];
        if (boostOfId === null) return createActivity(note);
        const original = parts.get(boostOfId);
        return original ? announceActivity(note, original.status.uri, original.author.uri) : [];
    });
}

/** A boost is shown where what it boosts is. */
async function visibleAmong(db: Database, ids: string[], readerId: string | null): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await db
        .select({ id: statuses.id })
        .from(statuses)
        .where(and(inArray(statuses.id, ids), visibleTo(readerId)));
    return rows.map(({ id }) => id);
}

/** Who follows a member: the number, and the people unless the member hides them. */
export const serveFollowers = (asked: Asked) => servePeople(asked, 'followers');

/** Whom a member follows: the number, and the people unless the member hides them. */
export const serveFollowing = (asked: Asked) => servePeople(asked, 'following');

async function servePeople({ db, params, url }: Asked, list: 'followers' | 'following'): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const [own, other] =
        list === 'followers' ? [follows.targetId, follows.accountId] : [follows.accountId, follows.targetId];
    const id = `${account.uri}/${list}`;
    const totalItems = list === 'followers' ? account.followersCount : account.followingCount;
    if (!url.searchParams.has('page'))
        return { document: collectionDocument(id, totalItems, { paged: !account.hidesCollections }) };
    if (account.hidesCollections) throw new NotFound();
    const cursor = cursorOf(url);
    const rows = await db
        .select({ id: follows.id, uri: accounts.uri })
        .from(follows)
        .innerJoin(accounts, eq(accounts.id, other))
        .where(
            and(
                eq(own, account.id),
                isNull(accounts.suspendedAt),
                cursor ? lt(follows.id, cursor) : undefined,
            ),
        )
        .orderBy(desc(follows.id))
        .limit(PEOPLE_PER_PAGE);
    const next = rows.length === PEOPLE_PER_PAGE ? rows.at(-1)?.id : undefined;
    const items = rows.map(({ uri }) => uri);
    return { document: collectionPageDocument(id, { totalItems, items, cursor, next }) };
}

/** The posts on top of a member's profile, whole, as far as whoever asks may see them. */
export async function serveFeatured({ db, params, reader }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const rows = await db
        .select({ id: pins.statusId })
        .from(pins)
        .innerJoin(statuses, eq(statuses.id, pins.statusId))
        .where(
            and(eq(pins.accountId, account.id), eq(statuses.localOnly, false), visibleTo(reader?.id ?? null)),
        )
        .orderBy(desc(pins.createdAt), sql`${pins.statusId} desc`)
        .limit(POSTS_PER_PAGE);
    const notes = await loadNotes(
        db,
        rows.map(({ id }) => id),
    );
    const collection = collectionDocument(featuredUrl(account), notes.length, {
        paged: false,
    });
    const document = { ...collection, orderedItems: notes.map(noteDocument) };
    return { document, isPrivate: reader !== undefined };
}

/** The hashtags on a member's profile. */
export async function serveFeaturedTags({ db, params }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const items = hashtagTags(await listFeaturedHashtags(db, account.id));
    const collection = collectionDocument(featuredTagsUrl(account), items.length, { paged: false });
    return { document: { ...collection, type: 'Collection', items } };
}

function cursorOf(url: URL): string | undefined {
    const cursor = url.searchParams.get('max_id');
    return isId(cursor) ? cursor : undefined;
}
