import { eq, inArray, and } from 'drizzle-orm';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { accounts, statuses } from '../../db/schema';
import { areReportsRefused } from '../../domain/moderation';
import { fileReport, LONGEST_COMMENT } from '../../domain/reports';
import type { Handler } from './dispatch';

/**
 * Flag: another server, or somebody there, reports members of this community or posts of theirs. One Flag is a report
 * about each of the members it names; most name one.
 */
export const receiveFlag: Handler = async (db, { actor, activity }) => {
    if (await areReportsRefused(db, new URL(actor.uri).host)) throw new DocumentRefused('not-handled');
    const { accountIds, posts } = await findReported(db, activity.objectIds);
    if (accountIds.length === 0) throw new DocumentRefused('gone');
    for (const [place, targetId] of accountIds.entries())
        await fileReport(
            db,
            { accountId: actor.id },
            {
                targetId,
                statusIds: posts.filter((post) => post.accountId === targetId).map(({ id }) => id),
                comment: [...(activity.content ?? '')].slice(0, LONGEST_COMMENT).join(''),
                // An id that tells the reports of one Flag apart, and is the Flag's own where there is one.
                uri: place === 0 ? activity.id : `${activity.id}#${place}`,
            },
        );
};

/** Members and their posts among the objects of a Flag; more than a few are not looked at. */
async function findReported(db: Database, uris: readonly string[]) {
    const wanted = [...new Set(uris)].slice(0, 100);
    const [named, posts] = await Promise.all([
        db.query.accounts.findMany({
            columns: { id: true },
            where: (row, { isNull }) => and(inArray(accounts.uri, wanted), isNull(row.domain)),
        }),
        db
            .select({ id: statuses.id, accountId: statuses.accountId })
            .from(statuses)
            .where(and(inArray(statuses.uri, wanted), eq(statuses.local, true))),
    ]);
    const ids = [...named.map(({ id }) => id), ...posts.map(({ accountId }) => accountId)];
    return { accountIds: [...new Set(ids)].sort(), posts };
}
