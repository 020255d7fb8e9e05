import { and, eq, inArray, isNull, lt, not, sql } from 'drizzle-orm';
import type { FollowersTold } from '../../activitypub/collection-synchronization';
import { OutboundError } from '../../activitypub/outbound-error';
import { readCollection } from '../../activitypub/read-collection';
import { DocumentRefused, idOf } from '../../activitypub/untrusted';
import { config } from '../../config';
import { inTransaction, newId, type Database } from '../../db';
import { accounts, followRequests, follows } from '../../db/schema';
import { emit } from '../../events';
import type { JobKind } from '../../jobs';
import { instanceSigner, type AccountRow } from '../accounts';
import { acceptFollow } from './accept-follow';
import { followerDigests, NOBODY } from './follower-digests';
import { lockPair } from './pair';
import { sever } from './sever';

/** The queue of people elsewhere whose followers here are to be compared with what their server knows. */
export const FOLLOWER_CHECKS = 'follower-checks';

export interface FollowerCheck extends FollowersTold {
    accountId: string;
}

/** What is younger may be on its way, in one direction or the other. */
const ON_ITS_WAY = sql`interval '10 minutes'`;
const LIMITS = { pages: 20, items: 50_000 };

/**
 * Where somebody's own server knows other followers here than there are, brings both to one state: a member who follows
 * and is not known there follows no more, a question that was answered stands, and what no member wants is taken back.
 * (FEP-8fcf)
 */
export const followerCheckJob: JobKind<FollowerCheck> = {
    batch: 4,
    retries: 3,
    retryDelay: 60,
    oncePerKey: true,
    async run(db, { accountId, collectionId, url, digest }) {
        const [account] = await db.select().from(accounts).where(eq(accounts.id, accountId));
        if (!account?.domain || account.followersUrl !== collectionId) return;
        const digests = await followerDigests(db, accountId);
        if ((digests.get(config().origin) ?? NOBODY) === digest) return;
        const listed = await listedThere(db, url);
        if (!listed) return;
        await endUnknown(db, account, listed);
        await answerUnexpected(db, account, listed);
    },
};

/** The members whom the list names; undefined where it cannot be had as a whole, so that nobody is taken for missing. */
async function listedThere(db: Database, url: string): Promise<string[] | undefined> {
    try {
        const { items, isWhole } = await readCollection(url, await instanceSigner(db), LIMITS);
        if (!isWhole) return undefined;
        const { origin } = config();
        return items
            .map(idOf)
            .filter((uri) => uri !== undefined && new URL(uri).origin === origin) as string[];
    } catch (error) {
        if (error instanceof DocumentRefused || error instanceof OutboundError) return undefined;
        throw error;
    }
}

async function endUnknown(db: Database, account: AccountRow, listed: string[]): Promise<void> {
    const unknown = await db
        .select({ id: accounts.id })
        .from(follows)
        .innerJoin(accounts, eq(accounts.id, follows.accountId))
        .where(
            and(
                eq(follows.targetId, account.id),
                isNull(accounts.domain),
                lt(follows.createdAt, sql`now() - ${ON_ITS_WAY}`),
                listed.length > 0 ? not(inArray(accounts.uri, listed)) : undefined,
            ),
        );
    for (const { id } of unknown)
        await inTransaction(db, async (tx) => {
            await lockPair(tx, { accountId: id }, account.id);
            if (await sever(tx, id, account.id))
                // There is nothing to take back at their server: no address, no Undo.
                await emit(tx, {
                    type: 'account.unfollowed',
                    accountId: id,
                    targetId: account.id,
                    uri: null,
                });
        });
}

async function answerUnexpected(db: Database, account: AccountRow, listed: string[]): Promise<void> {
    if (listed.length === 0) return;
    const unexpected = await db
        .select({ id: accounts.id, uri: accounts.uri, requestId: followRequests.id })
        .from(accounts)
        .leftJoin(
            followRequests,
            and(eq(followRequests.accountId, accounts.id), eq(followRequests.targetId, account.id)),
        )
        .where(
            and(
                inArray(accounts.uri, listed),
                isNull(accounts.domain),
                sql`not exists (select 1 from ${follows} f
                    where f.account_id = ${accounts.id} and f.target_id = ${account.id})`,
            ),
        );
    for (const { id, uri, requestId } of unexpected)
        if (requestId !== null) await acceptFollow(db, { accountId: account.id }, id);
        else
            await inTransaction(db, (tx) =>
                emit(tx, {
                    type: 'account.unfollowed',
                    accountId: id,
                    targetId: account.id,
                    uri: `${uri}#follows/${newId()}`,
                }),
            );
}
