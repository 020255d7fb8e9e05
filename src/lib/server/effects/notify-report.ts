import { inTransaction } from '../db';
import { notify } from '../domain/notifications';
import { findReport, reportHandlers } from '../domain/reports';
import type { Effect } from './effect';

/** Tells those who handle reports of a new one; whoever filed it knows. */
export const notifyReport: Effect<'report.filed'> = async (db, { reportId }) => {
    const report = await findReport(db, reportId);
    if (!report) return;
    for (const accountId of await reportHandlers(db)) {
        if (accountId === report.accountId) continue;
        await inTransaction(db, (tx) =>
            notify(tx, {
                kind: 'report',
                accountId,
                fromAccountId: report.accountId,
                occasion: reportId,
                detail: { reportId },
            }),
        );
    }
};
