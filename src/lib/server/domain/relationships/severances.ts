import { newId, type Transaction } from '../../db';
import { severances, severedFollows } from '../../db/schema';
import type { LostFollow } from './sever';

type SeveranceRow = typeof severances.$inferSelect;

/** Rows in one statement, well below PostgreSQL's limit of parameters. */
const BATCH = 1_000;

/** Writes down what a member lost at once, and returns its id; undefined where they lost nothing. */
export async function recordSeverance(
    tx: Transaction,
    about: Pick<SeveranceRow, 'accountId' | 'cause' | 'targetName'>,
    lost: readonly LostFollow[],
): Promise<string | undefined> {
    if (lost.length === 0) return undefined;
    const id = newId();
    await tx.insert(severances).values({
        id,
        ...about,
        followersCount: lost.filter(({ role }) => role === 'follower').length,
        followingCount: lost.filter(({ role }) => role === 'followed').length,
    });
    for (let at = 0; at < lost.length; at += BATCH)
        await tx
            .insert(severedFollows)
            .values(lost.slice(at, at + BATCH).map((follow) => ({ severanceId: id, ...follow })));
    return id;
}
