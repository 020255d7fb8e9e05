import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { isId, preparedPage, withinSlice, type Database, type Slice } from '../../db';
import { notifications, type NotificationKind } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import {
    isChosen,
    partsOf,
    type ChoiceParts,
    type NotificationChoice,
    type NotificationRow,
} from './list-notifications';
import { GROUPED_KINDS } from './notify';

/** Several notifications of one kind about one thing, or a single one that stands alone. */
export interface NotificationGroup {
    key: string;
    /** The newest of them. */
    latest: NotificationRow;
    /** The oldest that is not below the end of the page. */
    oldestOnPageId: string;
    count: number;
    /** Who caused them, newest first: as many as faces are shown. */
    sampleAccountIds: string[];
}

const ALONE = 'ungrouped-';
const SAMPLE = 8;

/** The key of whatever stands alone names the notification itself. */
export function groupKeyOf({ groupKey, id }: Pick<NotificationRow, 'groupKey' | 'id'>): string {
    return groupKey ?? ALONE + id;
}

/**
 * A page of groups. Each stands once, where its newest notification stands; kinds outside `grouped` stand alone.
 */
export async function listGroups(
    db: Database,
    owner: Actor,
    slice: Slice,
    choice: NotificationChoice = {},
    grouped: readonly NotificationKind[] = GROUPED_KINDS,
): Promise<NotificationGroup[]> {
    const rows = await page(db, slice, {
        owner: owner.accountId,
        kinds: choice.kinds ?? null,
        exceptKinds: choice.exceptKinds ?? null,
        fromAccountId: choice.fromAccountId ?? null,
        includeFiltered: choice.includeFiltered ?? false,
        grouped,
    });
    return rows.map(({ members, oldest, sample, ...row }) => {
        const latest = { ...row, createdAt: new Date(row.createdAt) };
        if (members === null || !oldest || !sample) return alone(latest);
        return {
            key: groupKeyOf(latest),
            latest,
            oldestOnPageId: oldest,
            count: members,
            sampleAccountIds: sample,
        };
    });
}

type GroupRow = Omit<NotificationRow, 'createdAt'> & {
    createdAt: string;
    members: number | null;
    sample: string[] | null;
    oldest: string | null;
};

interface GroupValues {
    owner: string;
    kinds: readonly string[] | null;
    exceptKinds: readonly string[] | null;
    fromAccountId: string | null;
    includeFiltered: boolean;
    grouped: readonly string[];
}

/** The groups with their figures in one statement: clients ask for them as often as for home. */
const page = preparedPage<GroupRow, GroupValues>((parameter, { within, order, limit }) => {
    const parts: ChoiceParts = {
        owner: parameter('owner', 'bigint'),
        kinds: parameter('kinds', 'text[]'),
        exceptKinds: parameter('exceptKinds', 'text[]'),
        fromAccountId: parameter('fromAccountId', 'bigint'),
        includeFiltered: parameter('includeFiltered', 'boolean'),
    };
    const grouped = parameter('grouped', 'text[]');
    return sql`
        with page as materialized (
            select n.id, n.account_id, n.kind, n.from_account_id, n.status_id, n.filtered, n.detail, n.created_at,
                n.occasion, case when n.kind = any(${grouped}) then n.group_key end as group_key
            from notifications n
            where ${isChosen(parts, 'n')} and ${isNewestOfGroup(parts, grouped, 'n')} and ${within(sql`n.id`)}
            order by n.id ${order} limit ${limit}
        )
        select page.id, page.account_id as "accountId", page.kind, page.from_account_id as "fromAccountId",
            page.status_id as "statusId", page.group_key as "groupKey", page.filtered, page.detail, page.occasion,
            page.created_at as "createdAt", figures.*
        from page left join lateral (
            select count(*)::int as members, min(g.id) filter (where g.id >= (select min(id) from page))::text as oldest,
                ${sampleOf('g')} as sample
            from notifications g where g.group_key = page.group_key and ${isChosen(parts, 'g')}
        ) figures on page.group_key is not null
        order by page.id ${order}`;
});

/** How many groups there are that are newer than `sinceId`, counted up to `limit`. */
export async function countGroups(
    db: Database,
    owner: Actor,
    { sinceId, limit }: { sinceId?: string; limit: number },
    choice: NotificationChoice = {},
    grouped: readonly NotificationKind[] = GROUPED_KINDS,
): Promise<number> {
    const parts = partsOf(owner, choice);
    const newer = db
        .select({ id: notifications.id })
        .from(notifications)
        .where(
            and(
                isChosen(parts),
                isNewestOfGroup(parts, sql`${sql.param(grouped)}::text[]`),
                withinSlice(notifications.id, { limit, sinceId }),
            ),
        )
        .limit(limit)
        .as('newer');
    return db.$count(newer);
}

/**
 * One group with all its members.
 * @throws NotFound
 */
export async function findGroup(db: Database, owner: Actor, key: string): Promise<NotificationGroup> {
    const [latest] = await db
        .select()
        .from(notifications)
        .where(and(eq(notifications.accountId, owner.accountId), isInGroup(key)))
        .orderBy(desc(notifications.id))
        .limit(1);
    if (!latest) throw new NotFound();
    if (key.startsWith(ALONE)) return alone(latest);
    const [figures] = await db
        .select({
            count: sql<number>`count(*)::int`,
            sampleAccountIds: sql<string[]>`${sampleOf('notifications')}`,
            oldestOnPageId: sql<string>`min(id)::text`,
        })
        .from(notifications)
        .where(and(isInGroup(key), isChosen(partsOf(owner, { includeFiltered: true }))));
    return { ...alone(latest), ...figures, key };
}

/** A notification as a group of one. */
function alone(latest: NotificationRow): NotificationGroup {
    const { id, fromAccountId } = latest;
    return { key: ALONE + id, latest, oldestOnPageId: id, count: 1, sampleAccountIds: [fromAccountId] };
}

/** Who caused the notifications that a statement gathers as `row`, newest first. */
function sampleOf(row: string): SQL {
    const column = (name: string) => sql.raw(`${row}.${name}`);
    const faces = sql.raw(String(SAMPLE));
    return sql`(array_agg(${column('from_account_id')}::text order by ${column('id')} desc))[1:${faces}]`;
}

/** Everybody in a group, newest first. */
export async function listGroupAccounts(db: Database, owner: Actor, key: string): Promise<string[]> {
    const rows = await db
        .select({ id: notifications.fromAccountId })
        .from(notifications)
        .where(and(eq(notifications.accountId, owner.accountId), isInGroup(key)))
        .orderBy(desc(notifications.id))
        .limit(1_000);
    return rows.map(({ id }) => id);
}

/** As a condition on rows of `notifications`: belongs to the group of this key. */
export function isInGroup(key: string): SQL {
    if (!key.startsWith(ALONE)) return eq(notifications.groupKey, key);
    const id = key.slice(ALONE.length);
    return isId(id) ? eq(notifications.id, id) : sql`false`;
}

/** As a condition on the rows of `notifications` that a statement calls `row`. */
function isNewestOfGroup(parts: ChoiceParts, grouped: SQL, row = 'notifications'): SQL {
    const column = (name: string) => sql.raw(`${row}.${name}`);
    return sql`(${column('group_key')} is null or ${column('kind')} <> all(${grouped}) or not exists (
        select 1 from notifications newer where newer.group_key = ${column('group_key')}
            and newer.id > ${column('id')} and ${isChosen(parts, 'newer')}))`;
}
