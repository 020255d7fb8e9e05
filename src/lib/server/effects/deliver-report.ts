import { inArray } from 'drizzle-orm';
import { accounts } from '../db/schema';
import { instanceActorUri } from '../domain/accounts';
import { findReport, type Evidence } from '../domain/reports';
import { flagActivity } from '../federation/documents';
import { enqueueActivity, PRIORITY, SERVER } from '../federation/outbox';
import type { Effect } from './effect';

/**
 * Tells other servers of a report that is to be forwarded: that of the person, and those of whom the posts answer, as
 * far as they were chosen. The server itself says it; who reported stays here.
 */
export const deliverReport: Effect<'report.filed'> = async (db, { reportId, forwardTo }) => {
    if (forwardTo.length === 0) return;
    const report = await findReport(db, reportId);
    if (!report) return;
    const evidence = report.evidence as Evidence[];
    const answered = evidence.flatMap(({ inReplyToAccountId }) => inReplyToAccountId ?? []);
    const concerned = await db
        .select()
        .from(accounts)
        .where(inArray(accounts.id, [report.targetId, ...answered]));
    const target = concerned.find(({ id }) => id === report.targetId);
    if (!target) return;
    await enqueueActivity(db, {
        accountId: SERVER,
        activity: flagActivity({
            id: `${instanceActorUri()}#flags/${report.id}`,
            comment: report.comment,
            targetUri: target.uri,
            statusUris: evidence.map(({ uri }) => uri),
        }),
        inboxes: concerned.flatMap(({ domain, inboxUrl, sharedInboxUrl }) =>
            domain !== null && forwardTo.includes(domain) ? [sharedInboxUrl ?? inboxUrl] : [],
        ),
        priority: PRIORITY.interactions,
    });
};
