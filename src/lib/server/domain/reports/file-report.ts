import { and, desc, eq, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { inTransaction, isId, newId, type Queryable, type Transaction } from '../../db';
import { cases, reports, rules, statuses } from '../../db/schema';
import { Forbidden, NotFound, Unprocessable } from '../../errors';
import { emit } from '../../events';
import { findAccount } from '../accounts';
import { visibleTo } from '../statuses';
import type { Actor } from '../users';
import { takeEvidence } from './evidence';

export type ReportRow = typeof reports.$inferSelect;

export const REPORT_CATEGORIES = ['spam', 'legal', 'violation', 'other'] as const;
/** In characters. */
export const LONGEST_COMMENT = 1_000;
/** Posts of one report; more of the same say nothing new. */
const MOST_STATUSES = 100;
/** What is said again within this time is the same report, in milliseconds. */
const SAME_FOR = 3_600_000;

export interface ReportDraft {
    targetId: string;
    statusIds?: readonly string[];
    comment?: string;
    category?: string;
    /** Rules that were broken; with them the report is about a violation, whatever its category says. */
    ruleIds?: readonly string[];
    /** Tell the servers that are concerned as well, without saying who reports. */
    forward?: boolean;
    /** Of these servers only: the reported person's, and those of whom the posts answer. */
    forwardTo?: readonly string[];
    /** The id of the remote Flag. */
    uri?: string;
}

/**
 * Tells those who look after the community about somebody. The posts are written down as they stand; of those a server
 * elsewhere names, the ones that are not the person's are left out, and boosts always are: their words are another's.
 * Reports about one person gather in one open case; saying the same again says it once.
 * @throws NotFound for an unknown person, and where a member names a post that is not the person's or that they cannot
 * see, whether it exists or not, Forbidden for oneself, Unprocessable for a comment that is too long, an unknown
 * category or rule.
 */
export async function fileReport(db: Queryable, actor: Actor, draft: ReportDraft): Promise<ReportRow> {
    const target = await findAccount(db, draft.targetId);
    if (target.id === actor.accountId) throw new Forbidden();
    const ruleIds = await checkedRules(db, draft.ruleIds ?? []);
    const content = {
        comment: checkedComment(draft.comment ?? ''),
        category: ruleIds.length > 0 ? 'violation' : checkedCategory(draft.category ?? 'other'),
        ruleIds,
    } as const;
    return inTransaction(db, async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`case:${target.id}`}, 0))`);
        const statusIds = await reportableStatuses(tx, actor, target.id, draft);
        const row = { accountId: actor.accountId, targetId: target.id, statusIds, ...content };
        const known = await findSame(tx, row, draft.uri);
        if (known) return known;
        const [report] = await tx
            .insert(reports)
            .values({
                id: newId(),
                caseId: await openCase(tx, target.id),
                ...row,
                evidence: await takeEvidence(tx, statusIds),
                forwarded: (draft.forward ?? false) && target.domain !== null,
                uri: draft.uri,
            })
            .returning();
        if (!report) throw new Error('A report was not kept');
        const { id: reportId } = report;
        const forwardTo = draft.forward ? (draft.forwardTo ?? [target.domain ?? '']) : [];
        await emit(tx, { type: 'report.filed', reportId, forwardTo: [...forwardTo] });
        return report;
    });
}

/** Of a remote reporter the server vouches for what was seen there; a member reports what they can see. */
async function reportableStatuses(
    tx: Transaction,
    actor: Actor,
    targetId: string,
    { statusIds = [], uri }: ReportDraft,
): Promise<string[]> {
    const wanted = [...new Set(statusIds)].slice(0, MOST_STATUSES);
    if (wanted.length === 0) return [];
    const isMember = uri === undefined;
    const rows = await tx
        .select({ id: statuses.id, boostOfId: statuses.boostOfId })
        .from(statuses)
        .where(
            and(
                inArray(statuses.id, wanted.filter(isId)),
                eq(statuses.accountId, targetId),
                isMember ? mayReport(actor.accountId) : undefined,
            ),
        )
        .orderBy(statuses.id);
    if (isMember && rows.length < wanted.length) throw new NotFound();
    return rows.filter(({ boostOfId }) => boostOfId === null).map(({ id }) => id);
}

/** A block, whoever set it, keeps nobody from telling what everybody can read or what was said to them. */
function mayReport(memberId: string): SQL {
    const named = sql`exists (select 1 from mentions m where m.status_id = ${statuses.id} and m.account_id = ${memberId})`;
    return sql`(${visibleTo(memberId)} or ${visibleTo(null)} or (not ${statuses.awaitsApproval} and ${named}))`;
}

type Said = Pick<ReportRow, 'accountId' | 'targetId' | 'statusIds' | 'comment' | 'category' | 'ruleIds'>;

async function findSame(tx: Transaction, said: Said, uri?: string): Promise<ReportRow | undefined> {
    const [row] = await tx
        .select()
        .from(reports)
        .where(
            uri === undefined
                ? and(
                      eq(reports.accountId, said.accountId),
                      eq(reports.targetId, said.targetId),
                      eq(reports.statusIds, said.statusIds),
                      eq(reports.comment, said.comment),
                      eq(reports.category, said.category),
                      eq(reports.ruleIds, said.ruleIds),
                      isNull(reports.actionTakenAt),
                      gt(reports.createdAt, new Date(Date.now() - SAME_FOR)),
                  )
                : eq(reports.uri, uri),
        )
        .orderBy(desc(reports.id))
        .limit(1);
    return row;
}

async function openCase(tx: Transaction, targetId: string): Promise<string> {
    const [open] = await tx
        .select({ id: cases.id })
        .from(cases)
        .where(and(eq(cases.targetId, targetId), eq(cases.state, 'open')));
    if (open) return open.id;
    const id = newId();
    await tx.insert(cases).values({ id, targetId });
    return id;
}

async function checkedRules(db: Queryable, ids: readonly string[]): Promise<string[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    const known = await db
        .select({ id: rules.id })
        .from(rules)
        .where(and(inArray(rules.id, wanted.filter(isId)), isNull(rules.deletedAt)))
        .orderBy(rules.id);
    if (known.length < wanted.length)
        throw new Unprocessable('Validation failed: Rules does not reference valid rules');
    return known.map(({ id }) => id);
}

function checkedComment(comment: string): string {
    if (comment.length > LONGEST_COMMENT && [...comment].length > LONGEST_COMMENT)
        throw new Unprocessable(
            `Validation failed: Comment is too long (maximum is ${LONGEST_COMMENT} characters)`,
        );
    return comment;
}

function checkedCategory(name: string): ReportRow['category'] {
    const category = REPORT_CATEGORIES.find((known) => known === name);
    if (!category) throw new Unprocessable('Validation failed: Category is not included in the list');
    return category;
}
