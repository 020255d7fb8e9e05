import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accountKeys, accounts, mentions } from '../../db/schema';
import { memberColumns, type AccountRow, type MemberActor } from '../../domain/accounts';

/** Somebody who does something to somebody else, and whether that has to be told to another server. */
export interface Pair {
    actor: AccountRow;
    target: AccountRow;
    /** A member acts on somebody elsewhere. */
    isToRemote: boolean;
    /** Somebody elsewhere acted on a member. */
    isFromRemote: boolean;
}

/** The two people of an act; undefined where one of them is gone. */
export async function findPair(db: Queryable, actorId: string, targetId: string): Promise<Pair | undefined> {
    const rows = await db
        .select()
        .from(accounts)
        .where(inArray(accounts.id, [actorId, targetId]));
    const actor = rows.find(({ id }) => id === actorId);
    const target = rows.find(({ id }) => id === targetId);
    if (!actor || !target) return undefined;
    const isToRemote = actor.domain === null && target.domain !== null;
    return { actor, target, isToRemote, isFromRemote: actor.domain !== null && target.domain === null };
}

/** A member with the public half of the key they sign with, and who they are if they went; undefined for anybody else. */
export async function findSigningActor(db: Queryable, accountId: string): Promise<MemberActor | undefined> {
    const [row] = await db
        .select(memberColumns)
        .from(accounts)
        .innerJoin(
            accountKeys,
            and(eq(accountKeys.accountId, accounts.id), isNotNull(accountKeys.privatePem)),
        )
        .where(and(eq(accounts.id, accountId), isNull(accounts.domain), eq(accountKeys.kind, 'rsa')));
    return row;
}

/** The accounts a post names, also those it names silently. */
export async function mentionedIds(db: Queryable, statusId: string): Promise<string[]> {
    const rows = await db
        .select({ id: mentions.accountId })
        .from(mentions)
        .where(eq(mentions.statusId, statusId));
    return rows.map(({ id }) => id);
}
