import type { Account, Report } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { ReportRow } from '../domain/reports';
import type { Actor } from '../domain/users';
import { presentAccounts } from './present-accounts';

/** Reports by their ids, each with whom it is about. https://docs.joinmastodon.org/entities/Report/ */
export async function presentReports(
    db: Database,
    viewer: Actor,
    rows: readonly ReportRow[],
): Promise<Map<string, Report>> {
    const people = await presentAccounts(db, viewer, [...new Set(rows.map(({ targetId }) => targetId))]);
    const byId = new Map(people.map((account) => [account.id, account]));
    return new Map(
        rows.flatMap((row) => {
            const target = byId.get(row.targetId);
            return target ? [[row.id, reportEntity(row, target)] as const] : [];
        }),
    );
}

function reportEntity(row: ReportRow, target: Account): Report {
    return {
        id: row.id,
        action_taken: row.actionTakenAt !== null,
        action_taken_at: row.actionTakenAt?.toISOString() ?? null,
        category: row.category,
        comment: row.comment,
        forwarded: row.forwarded,
        created_at: row.createdAt.toISOString(),
        status_ids: row.statusIds,
        rule_ids: row.ruleIds,
        collection_ids: null,
        target_account: target,
    };
}
