import { and, eq, isNull, notExists, or, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { accounts, blocks, endorsements, followRequests, follows, mutes } from '../../db/schema';
import { findAccount } from '../accounts';
import type { Actor } from '../users';
import { isInForce } from './mute-account';

/** A line of a list of people. `id` is the relation's own, by which the list is paged. */
export interface ListedPerson {
    id: string;
    accountId: string;
}

interface Relation {
    table: PgTable;
    id: AnyPgColumn;
    /** Whose list it is. */
    owner: AnyPgColumn;
    /** Who stands in it. */
    person: AnyPgColumn;
    where?: SQL;
}

const FOLLOWERS: Relation = {
    table: follows,
    id: follows.id,
    owner: follows.targetId,
    person: follows.accountId,
};
const FOLLOWING: Relation = {
    table: follows,
    id: follows.id,
    owner: follows.accountId,
    person: follows.targetId,
};
const REQUESTS: Relation = {
    table: followRequests,
    id: followRequests.id,
    owner: followRequests.targetId,
    person: followRequests.accountId,
};
const BLOCKS: Relation = { table: blocks, id: blocks.id, owner: blocks.accountId, person: blocks.targetId };
const MUTES: Relation = {
    table: mutes,
    id: mutes.id,
    owner: mutes.accountId,
    person: mutes.targetId,
    where: isInForce(),
};
const ENDORSEMENTS: Relation = {
    table: endorsements,
    id: endorsements.id,
    owner: endorsements.accountId,
    person: endorsements.targetId,
};

/** Who follows `accountId`, as far as `viewer` may know: see `listCollection`. */
export function listFollowers(
    db: Database,
    viewer: Actor | null,
    accountId: string,
    slice: Slice,
): Promise<ListedPerson[]> {
    return listCollection(db, viewer, accountId, FOLLOWERS, slice);
}

/** Whom `accountId` follows, as far as `viewer` may know. */
export function listFollowing(
    db: Database,
    viewer: Actor | null,
    accountId: string,
    slice: Slice,
): Promise<ListedPerson[]> {
    return listCollection(db, viewer, accountId, FOLLOWING, slice);
}

/** Who waits for an answer. */
export function listFollowRequests(db: Database, owner: Actor, slice: Slice): Promise<ListedPerson[]> {
    return listPeople(db, REQUESTS, owner.accountId, slice);
}

export function listBlocked(db: Database, owner: Actor, slice: Slice): Promise<ListedPerson[]> {
    return listPeople(db, BLOCKS, owner.accountId, slice);
}

/** Who is muted at present, with the end of each mute that has one. */
export async function listMuted(
    db: Database,
    owner: Actor,
    slice: Slice,
): Promise<(ListedPerson & { expiresAt: Date | null })[]> {
    const rows = await listPeople(db, MUTES, owner.accountId, slice, { expiresAt: mutes.expiresAt });
    return rows as (ListedPerson & { expiresAt: Date | null })[];
}

/** Whom `accountId` recommends on the profile. */
export function listEndorsed(db: Database, accountId: string, slice: Slice): Promise<ListedPerson[]> {
    return listPeople(db, ENDORSEMENTS, accountId, slice);
}

/**
 * A profile's public list. Empty for others where its owner hides it, was suspended, or has blocked who looks;
 * whom the viewer blocks is left out.
 * @throws NotFound
 */
async function listCollection(
    db: Database,
    viewer: Actor | null,
    accountId: string,
    relation: Relation,
    slice: Slice,
): Promise<ListedPerson[]> {
    const account = await findAccount(db, accountId);
    if (account.suspendedAt) return [];
    if (viewer?.accountId === account.id) return listPeople(db, relation, account.id, slice);
    if (account.hidesCollections) return [];
    if (!viewer) return listPeople(db, relation, account.id, slice);
    const [blocked] = await db
        .select({ id: blocks.id })
        .from(blocks)
        .where(and(eq(blocks.accountId, account.id), eq(blocks.targetId, viewer.accountId)));
    if (blocked) return [];
    const notBlocked = notExists(
        db
            .select({ one: sql`1` })
            .from(blocks)
            .where(
                or(
                    and(eq(blocks.accountId, viewer.accountId), eq(blocks.targetId, relation.person)),
                    and(eq(blocks.targetId, viewer.accountId), eq(blocks.accountId, relation.person)),
                ),
            ),
    );
    return listPeople(db, { ...relation, where: notBlocked }, account.id, slice);
}

async function listPeople(
    db: Database,
    relation: Relation,
    ownerId: string,
    slice: Slice,
    further: Record<string, AnyPgColumn> = {},
): Promise<ListedPerson[]> {
    const rows = await db
        .select({ id: relation.id, accountId: relation.person, ...further })
        .from(relation.table)
        .innerJoin(accounts, and(eq(accounts.id, relation.person), isNull(accounts.suspendedAt)))
        .where(and(eq(relation.owner, ownerId), relation.where, withinSlice(relation.id, slice)))
        .orderBy(sliceOrder(relation.id, slice))
        .limit(slice.limit);
    return newestFirst(rows as unknown as ListedPerson[], slice);
}
