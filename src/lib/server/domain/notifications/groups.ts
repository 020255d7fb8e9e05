import { and, desc, eq, inArray, isNull, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { isId, newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { accounts, notifications, type NotificationKind } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import { isChosen, type NotificationChoice, type NotificationRow } from './list-notifications';
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
    const page = await db
        .select({ row: notifications })
        .from(notifications)
        .innerJoin(accounts, and(eq(accounts.id, notifications.fromAccountId), isNull(accounts.suspendedAt)))
        .where(
            and(
                isChosen(owner, choice),
                isNewestOfGroup(choice, grouped),
                withinSlice(notifications.id, slice),
            ),
        )
        .orderBy(sliceOrder(notifications.id, slice))
        .limit(slice.limit);
    const rows = newestFirst(
        page.map(({ row }) => (grouped.includes(row.kind) ? row : { ...row, groupKey: null })),
        slice,
    );
    return withMembers(db, owner, rows, choice);
}

/** How many groups there are that are newer than `sinceId`, counted up to `limit`. */
export async function countGroups(
    db: Database,
    owner: Actor,
    { sinceId, limit }: { sinceId?: string; limit: number },
    choice: NotificationChoice = {},
    grouped: readonly NotificationKind[] = GROUPED_KINDS,
): Promise<number> {
    const newer = db
        .select({ id: notifications.id })
        .from(notifications)
        .where(
            and(
                isChosen(owner, choice),
                isNewestOfGroup(choice, grouped),
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
    const alone = latest && key.startsWith(ALONE) ? { ...latest, groupKey: null } : latest;
    const [group] = await withMembers(db, owner, alone ? [alone] : [], { includeFiltered: true }, '0');
    if (!group) throw new NotFound();
    return group;
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

function isNewestOfGroup(choice: NotificationChoice, grouped: readonly NotificationKind[]): SQL | undefined {
    if (grouped.length === 0) return undefined;
    return or(
        isNull(notifications.groupKey),
        notInArray(notifications.kind, [...grouped]),
        sql`not exists (select 1 from notifications newer
            where newer.account_id = ${notifications.accountId} and newer.group_key = ${notifications.groupKey}
                and newer.id > ${notifications.id}
                and (${choice.includeFiltered ?? false} or not newer.filtered)
                and newer.from_account_id not in (select m.target_id from mutes m
                    where m.account_id = newer.account_id and m.hide_notifications
                        and (m.expires_at is null or m.expires_at > now()))
                and (${choice.fromAccountId ?? null}::bigint is null
                    or newer.from_account_id = ${choice.fromAccountId ?? null}::bigint))`,
    );
}

/** Counts the members of each row's group. `floor` is the lowest id of the page: the last row's unless given. */
async function withMembers(
    db: Database,
    owner: Actor,
    rows: readonly NotificationRow[],
    choice: NotificationChoice,
    floor = rows.at(-1)?.id ?? '0',
): Promise<NotificationGroup[]> {
    const keys = rows.flatMap(({ groupKey }) => groupKey ?? []);
    const members =
        keys.length === 0
            ? []
            : await db
                  .select({
                      key: notifications.groupKey,
                      count: sql<number>`count(*)::int`,
                      sample: sql<
                          string[]
                      >`(array_agg(from_account_id::text order by id desc))[1:${sql.raw(String(SAMPLE))}]`,
                      oldest: sql<string | null>`(min(id) filter (where id >= ${floor}))::text`,
                  })
                  .from(notifications)
                  .where(and(isChosen(owner, choice), inArray(notifications.groupKey, keys)))
                  .groupBy(notifications.groupKey);
    const byKey = new Map(members.map((entry) => [entry.key, entry]));
    return rows.map((latest) => {
        const group = latest.groupKey === null ? undefined : byKey.get(latest.groupKey);
        return {
            key: groupKeyOf(latest),
            latest,
            oldestOnPageId: group?.oldest ?? latest.id,
            count: group?.count ?? 1,
            sampleAccountIds: group?.sample ?? [latest.fromAccountId],
        };
    });
}
