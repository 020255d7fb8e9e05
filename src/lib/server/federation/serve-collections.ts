import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { isId, type Database } from '../db';
import { accounts, follows, pins, statuses } from '../db/schema';
import { visibleTo } from '../domain/statuses';
import { NotFound } from '../errors';
import {
    announceActivity,
    collectionDocument,
    collectionPageDocument,
    createActivity,
    featuredUrl,
    loadNotes,
    noteDocument,
} from './documents';
import { findMember } from './find-member';
import type { Served } from './serve';

interface Asked {
    db: Database;
    params: Record<string, string>;
    url: URL;
}

const POSTS_PER_PAGE = 20;
const PEOPLE_PER_PAGE = 50;

/** What a member published and boosted for all to see, newest first. */
export async function serveOutbox({ db, params, url }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const id = `${account.uri}/outbox`;
    const isInIt = and(eq(statuses.accountId, account.id), visibleTo(null));
    // The number that profiles show here, so that they show the same elsewhere.
    const totalItems = account.statusesCount;
    if (!url.searchParams.has('page')) return { document: collectionDocument(id, totalItems) };
    const cursor = cursorOf(url);
    const rows = await db
        .select({ id: statuses.id, boostOfId: statuses.boostOfId })
        .from(statuses)
        .where(and(isInIt, cursor ? lt(statuses.id, cursor) : undefined))
        .orderBy(desc(statuses.id))
        .limit(POSTS_PER_PAGE);
    const items = await publishedActivities(db, rows);
    const next = rows.length === POSTS_PER_PAGE ? rows.at(-1)?.id : undefined;
    return { document: collectionPageDocument(id, { totalItems, items, cursor, next }) };
}

async function publishedActivities(db: Database, rows: { id: string; boostOfId: string | null }[]) {
    const ids = rows.flatMap(({ id, boostOfId }) => (boostOfId === null ? [id] : [id, boostOfId]));
    const parts = new Map((await loadNotes(db, ids)).map((note) => [note.status.id, note]));
    return rows.flatMap(({ id, boostOfId }) => {
        const note = parts.get(id);
        if (!note) return [];
        if (boostOfId === null) return createActivity(note);
        const original = parts.get(boostOfId);
        return original ? announceActivity(note, original.status.uri, original.author.uri) : [];
    });
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

/** The posts on top of a member's profile, whole. */
export async function serveFeatured({ db, params }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const rows = await db
        .select({ id: pins.statusId })
        .from(pins)
        .innerJoin(statuses, eq(statuses.id, pins.statusId))
        .where(and(eq(pins.accountId, account.id), visibleTo(null)))
        .orderBy(desc(pins.createdAt), sql`${pins.statusId} desc`)
        .limit(POSTS_PER_PAGE);
    const notes = await loadNotes(
        db,
        rows.map(({ id }) => id),
    );
    const collection = collectionDocument(featuredUrl(account), notes.length, {
        paged: false,
    });
    return { document: { ...collection, orderedItems: notes.map(noteDocument) } };
}

function cursorOf(url: URL): string | undefined {
    const cursor = url.searchParams.get('max_id');
    return isId(cursor) ? cursor : undefined;
}
