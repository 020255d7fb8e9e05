import { sql, type SQL } from 'drizzle-orm';
import { compareIds, isId, prepared, type Database, type Parameter } from '../../db';
import { statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import { notHiddenFrom } from './hidden';
import { visibleTo } from './visibility';

/** How many answers there are below a status, at any depth. */
export interface AnswerCounts {
    /** Those that are here and that the viewer may see. */
    known: number;
    /** As many as the origins of the status and of its answers tell of, and never fewer than are known. */
    announced: number;
    /** Those known that the viewer does not want to meet: by people or of servers whom they muted or blocked. */
    unwanted: number;
}

/** The ids around a status. */
export interface Thread {
    /** What it answers, oldest first. */
    ancestorIds: string[];
    /** What answers it: depth first, an author's answers to themselves before others', then by age. */
    descendantIds: string[];
    answers: AnswerCounts;
}

interface ThreadRow {
    id: string;
    parentId: string | null;
    authorId: string;
    /** Steps from the status: negative upwards. */
    step: number;
    boostOfId: string | null;
    /** Answers to it alone, as its origin tells. */
    announced: number;
    visible: boolean;
    hidden: boolean;
}

interface Values {
    id: string;
    viewerId: string | null;
    ancestors: number;
    descendants: number;
    depth: number;
}

/** Guests read less: a thread is the dearest thing one can ask for without an account. */
const FOR_GUESTS = { ancestors: 40, descendants: 60, depth: 20 };
const FOR_MEMBERS = { ancestors: 4_096, descendants: 4_096, depth: 4_096 };

/**
 * The thread around status `id` as `viewer` may see it. What they may not see is left out and what answers it stays, so
 * a parent may be missing. A boost's thread is that of the status it boosts.
 * @throws NotFound
 */
export async function threadOf(db: Database, viewer: Actor | null, id: string): Promise<Thread> {
    if (!isId(id)) throw new NotFound();
    const rows = await (viewer ? asMember : asGuest)(db, {
        id,
        viewerId: viewer?.accountId ?? null,
        ...(viewer ? FOR_MEMBERS : FOR_GUESTS),
    });
    const root = rows.find(({ step }) => step === 0);
    if (!root?.visible) throw new NotFound();
    if (root.boostOfId !== null) return threadOf(db, viewer, root.boostOfId);
    const shown = new Set(rows.filter((row) => row.visible && !row.hidden).map((row) => row.id));
    const above = rows.filter(({ step }) => step < 0).sort((a, b) => a.step - b.step);
    const below = rows.filter(({ step }) => step >= 0);
    return {
        ancestorIds: [...new Set(above.map((row) => row.id))].filter((ancestor) => shown.has(ancestor)),
        descendantIds: inReadingOrder(below).filter((descendant) => shown.has(descendant)),
        answers: countAnswers(below),
    };
}

/** Of what the viewer may not see nothing is counted that is not told to everybody anyway. */
function countAnswers(below: readonly ThreadRow[]): AnswerCounts {
    const visible = [...new Map(below.map((row) => [row.id, row])).values()].filter((row) => row.visible);
    const answers = visible.filter(({ step }) => step > 0);
    const direct = new Map<string | null, number>();
    for (const { parentId } of answers) direct.set(parentId, (direct.get(parentId) ?? 0) + 1);
    const told = visible.reduce(
        (sum, { id, announced }) => sum + Math.max(announced, direct.get(id) ?? 0),
        0,
    );
    return {
        known: answers.length,
        announced: Math.max(told, answers.length),
        unwanted: answers.filter(({ hidden }) => hidden).length,
    };
}

/** Walks the tree below its root (step 0) without recursion: threads may be thousands deep. */
function inReadingOrder(rows: readonly ThreadRow[]): string[] {
    const answers = new Map<string, ThreadRow[]>();
    for (const row of rows) {
        if (row.step === 0 || row.parentId === null) continue;
        const siblings = answers.get(row.parentId);
        if (siblings) siblings.push(row);
        else answers.set(row.parentId, [row]);
    }
    const order: string[] = [];
    const seen = new Set<string>();
    const waiting = rows.filter(({ step }) => step === 0);
    for (let row = waiting.pop(); row; row = waiting.pop()) {
        // Somebody else's server may have made answers a circle.
        if (seen.has(row.id)) continue;
        seen.add(row.id);
        if (row.step > 0) order.push(row.id);
        const { authorId } = row;
        const next = answers.get(row.id)?.sort((a, b) => {
            const own = Number(b.authorId === authorId) - Number(a.authorId === authorId);
            return own || compareIds(a.id, b.id);
        });
        // What is pushed last is read first.
        if (next) waiting.push(...next.reverse());
    }
    return order;
}

const asGuest = prepared<ThreadRow, Values>((parameter) => statement(parameter, null));
const asMember = prepared<ThreadRow, Values>((parameter) =>
    statement(parameter, parameter('viewerId', 'bigint')),
);

/**
 * Both directions in one statement. Without an ORDER BY the outer LIMIT ends the recursion as soon as there is enough,
 * nearest first; the step bounds it as well, so that a circle of answers ends.
 */
function statement(parameter: Parameter<Values>, viewerId: SQL | null): SQL {
    const id = parameter('id', 'bigint');
    return sql`
        with recursive above as (
            select id, in_reply_to_id, 0 as step from statuses where id = ${id}
            union all
            select s.id, s.in_reply_to_id, above.step - 1 from above join statuses s on s.id = above.in_reply_to_id
            where above.step > - ${parameter('ancestors', 'integer')}
        ), below as (
            select id, 0 as step from statuses where id = ${id}
            union all
            select s.id, below.step + 1 from below join statuses s on s.in_reply_to_id = below.id
            where below.step < ${parameter('depth', 'integer')}
        ), near as (
            (select id, step from above where step < 0 limit ${parameter('ancestors', 'integer')})
            union all
            (select id, step from below limit ${parameter('descendants', 'integer')} + 1)
        )
        select statuses.id, statuses.in_reply_to_id as "parentId", statuses.account_id as "authorId", near.step,
            statuses.boost_of_id as "boostOfId",
            coalesce((statuses.origin_counts->>'replies')::int, 0) as announced, ${visibleTo(viewerId)} as visible,
            not ${notHiddenFrom(viewerId)} as hidden
        from near join ${statuses} on statuses.id = near.id`;
}
