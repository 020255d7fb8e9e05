import { and, eq, sql, type SQL } from 'drizzle-orm';
import { isId, newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { notifications, type NotificationKind } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';

export type NotificationRow = typeof notifications.$inferSelect;

/** Which notifications are meant. */
export interface NotificationChoice {
    kinds?: readonly NotificationKind[];
    exceptKinds?: readonly NotificationKind[];
    fromAccountId?: string;
    /** Those the policy set aside as well. */
    includeFiltered?: boolean;
}

/** A member's notifications, newest first. */
export async function listNotifications(
    db: Database,
    owner: Actor,
    slice: Slice,
    choice: NotificationChoice = {},
): Promise<NotificationRow[]> {
    const rows = await db
        .select()
        .from(notifications)
        .where(and(isChosen(partsOf(owner, choice)), withinSlice(notifications.id, slice)))
        .orderBy(sliceOrder(notifications.id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}

/**
 * One of a member's own notifications, also one that was set aside.
 * @throws NotFound
 */
export async function findNotification(db: Database, owner: Actor, id: string): Promise<NotificationRow> {
    const [row] = isId(id)
        ? await db
              .select()
              .from(notifications)
              .where(and(eq(notifications.id, id), eq(notifications.accountId, owner.accountId)))
        : [];
    if (!row) throw new NotFound();
    return row;
}

/** Whose notifications are meant and which, as the values or the parameters of a statement. */
export interface ChoiceParts {
    owner: SQL;
    kinds: SQL;
    exceptKinds: SQL;
    fromAccountId: SQL;
    includeFiltered: SQL;
}

/** A choice as the values of a statement that is written for it. */
export function partsOf(owner: Actor, choice: NotificationChoice): ChoiceParts {
    const { kinds = null, exceptKinds = null, fromAccountId = null, includeFiltered = false } = choice;
    return {
        owner: sql`${owner.accountId}::bigint`,
        kinds: sql`${sql.param(kinds)}::text[]`,
        exceptKinds: sql`${sql.param(exceptKinds)}::text[]`,
        fromAccountId: sql`${fromAccountId}::bigint`,
        includeFiltered: sql`${includeFiltered}::boolean`,
    };
}

/**
 * As a condition on the rows of `notifications` that a statement calls `row`. What people caused who are muted by now is
 * hidden as long as they are, not lost; and so is what suspended people caused.
 */
export function isChosen(
    { owner, kinds, exceptKinds, fromAccountId, includeFiltered }: ChoiceParts,
    row = 'notifications',
): SQL {
    const column = (name: string) => sql.raw(`${row}.${name}`);
    return sql`${column('account_id')} = ${owner}
        and (${kinds} is null or ${column('kind')} = any(${kinds}))
        and (${exceptKinds} is null or ${column('kind')} <> all(${exceptKinds}))
        and (${fromAccountId} is null or ${column('from_account_id')} = ${fromAccountId})
        and (${includeFiltered} or not ${column('filtered')})
        and ${column('from_account_id')} not in (select m.target_id from mutes m where m.account_id = ${owner}
            and m.hide_notifications and (m.expires_at is null or m.expires_at > now()))
        and not exists (select 1 from accounts a where a.id = ${column('from_account_id')}
            and a.suspended_at is not null)`;
}
