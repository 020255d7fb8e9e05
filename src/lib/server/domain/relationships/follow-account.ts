import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { followRequests, follows } from '../../db/schema';
import { Forbidden, NotFound } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { countFollow } from './follow-counters';
import { lockPair, type Pair } from './pair';

/** How somebody wants to follow. What is left out stays as it is; at first: boosts shown, no bell, every language. */
export interface FollowOptions {
    showBoosts?: boolean;
    /** Be told of every post. */
    notify?: boolean;
    /** Only posts in these; null is all. */
    languages?: string[] | null;
    /** The id of the remote Follow activity. */
    uri?: string;
}

/** Whether the follow stands, or waits for an answer. */
export type FollowState = 'following' | 'requested';

/**
 * Makes `actor` follow `targetId`, or ask to where the target answers requests: locked members, everybody elsewhere,
 * and whoever is asked by somebody limited. Following again changes the options only; two at once are one.
 * @throws NotFound, Forbidden for oneself and where a block stands between the two.
 */
export function followAccount(
    db: Database | Transaction,
    actor: Actor,
    targetId: string,
    options: FollowOptions = {},
): Promise<FollowState> {
    return inTransaction(db, async (tx) => {
        const pair = await lockPair(tx, actor, targetId);
        await refuseWhereBlocked(tx, pair);
        if (await changeFollow(tx, pair, options)) return 'following';
        if (mustAsk(pair)) {
            await request(tx, pair, options);
            return 'requested';
        }
        await follow(tx, pair, options);
        return 'following';
    });
}

async function refuseWhereBlocked(tx: Transaction, { actor, other }: Pair): Promise<void> {
    if (other.suspendedAt) throw new NotFound();
    const [found] = await tx.execute<{ blocked: boolean }>(sql`select
        exists (select 1 from blocks where (account_id = ${actor.id} and target_id = ${other.id})
            or (account_id = ${other.id} and target_id = ${actor.id}))
        or exists (select 1 from domain_blocks where (account_id = ${actor.id} and domain = ${other.domain})
            or (account_id = ${other.id} and domain = ${actor.domain})) as blocked`);
    if (found?.blocked || other.movedToId) throw new Forbidden();
}

/** Only members decide here; people elsewhere are asked through their server. */
function mustAsk({ actor, other }: Pair): boolean {
    return other.domain !== null || other.locked || actor.silencedAt !== null;
}

/** Changes a follow that stands already; false where there is none. */
async function changeFollow(tx: Transaction, pair: Pair, options: FollowOptions): Promise<boolean> {
    const { actor, other } = pair;
    const [row] = await tx
        .update(follows)
        // Setting what is there already keeps the statement whole where nothing was chosen.
        .set({ accountId: actor.id, ...chosen(options) })
        .where(and(eq(follows.accountId, actor.id), eq(follows.targetId, other.id)))
        .returning({ uri: follows.uri });
    if (!row) return false;
    // A server that asks again has lost the first answer.
    if (actor.domain !== null) await emitAcceptance(tx, pair, row.uri);
    return true;
}

async function request(tx: Transaction, { actor, other }: Pair, options: FollowOptions): Promise<void> {
    const id = newId();
    const [row] = await tx
        .insert(followRequests)
        .values({
            id,
            accountId: actor.id,
            targetId: other.id,
            uri: followUri(actor, id),
            ...chosen(options),
        })
        .onConflictDoUpdate({
            target: [followRequests.accountId, followRequests.targetId],
            set: { accountId: actor.id, ...chosen(options) },
        })
        .returning({ id: followRequests.id });
    if (row?.id === id)
        await emit(tx, { type: 'account.follow-requested', accountId: actor.id, targetId: other.id });
}

async function follow(tx: Transaction, pair: Pair, options: FollowOptions): Promise<void> {
    const { actor, other } = pair;
    // Somebody who unlocked meanwhile answers what was asked before by itself.
    await tx
        .delete(followRequests)
        .where(and(eq(followRequests.accountId, actor.id), eq(followRequests.targetId, other.id)));
    const id = newId();
    const uri = options.uri ?? followUri(actor, id);
    await tx.insert(follows).values({ id, accountId: actor.id, targetId: other.id, ...chosen(options), uri });
    await countFollow(tx, actor.id, other.id, 1);
    await emit(tx, { type: 'account.followed', accountId: actor.id, targetId: other.id });
    if (actor.domain !== null) await emitAcceptance(tx, pair, uri);
}

function emitAcceptance(tx: Transaction, { actor, other }: Pair, uri: string | null): Promise<void> {
    return emit(tx, { type: 'account.follow-accepted', accountId: actor.id, targetId: other.id, uri });
}

/** The id of a member's Follow activity, which its Undo names when the row is long gone. */
function followUri(actor: Pair['actor'], id: string): string {
    return `${actor.uri}#follows/${id}`;
}

function chosen({ showBoosts, notify, languages, uri }: FollowOptions) {
    return {
        ...(showBoosts !== undefined && { showBoosts }),
        ...(notify !== undefined && { notify }),
        ...(languages !== undefined && { languages: languages?.length ? languages : null }),
        ...(uri !== undefined && { uri }),
    };
}
