import type { Account, Notification, NotificationType, Status } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { NotificationKind } from '../db/schema';
import { findNotification, groupKeyOf, type NotificationRow } from '../domain/notifications';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { loadDetails, type NotificationReader } from './notification-details';
import { presentAccounts } from './present-accounts';
import { presentStatuses } from './present-statuses';

/** Mastodon's names, and Pleroma's for what Mastodon does not have. */
const TYPES: Record<NotificationKind, NotificationType> = {
    mention: 'mention',
    follow: 'follow',
    'follow-request': 'follow_request',
    favourite: 'favourite',
    boost: 'reblog',
    poll: 'poll',
    status: 'status',
    edit: 'update',
    quote: 'quote',
    'quoted-edit': 'quoted_update',
    reaction: 'emoji_reaction',
    'severed-relationships': 'severed_relationships',
    'moderation-warning': 'moderation_warning',
    'sign-up': 'admin.sign_up',
    report: 'admin.report',
};

const KINDS = new Map(
    Object.entries(TYPES).map(([kind, type]) => [type as string, kind as NotificationKind]),
);

/** The kinds a client names by `types[]`; names that are unknown mean nothing. */
export function kindsOfTypes(types: readonly string[]): NotificationKind[] {
    return types.flatMap((type) => KINDS.get(type) ?? []);
}

export function typeOfKind(kind: NotificationKind): NotificationType {
    return TYPES[kind];
}

/** The notifications of `rows` in their order. Those about a status that is gone or may not be seen are left out. */
export async function presentNotifications(
    db: Database,
    viewer: Actor,
    rows: readonly NotificationRow[],
    reader: NotificationReader = {},
): Promise<Notification[]> {
    const [{ accounts, statuses }, detailsOf] = await Promise.all([
        presentSubjects(
            db,
            viewer,
            rows.map(({ fromAccountId }) => fromAccountId),
            rows.flatMap(({ statusId }) => statusId ?? []),
        ),
        loadDetails(db, viewer, rows, reader),
    ]);
    return rows.flatMap((row) => {
        const type = TYPES[row.kind];
        const account = accounts.get(row.fromAccountId);
        const status = row.statusId === null ? undefined : statuses.get(row.statusId);
        const details = account && detailsOf(row, type, account);
        if (!account || !details || (row.statusId !== null && !status)) return [];
        return [
            {
                id: row.id,
                type,
                group_key: groupKeyOf(row),
                created_at: row.createdAt.toISOString(),
                account,
                ...(status && { status }),
                ...details,
            },
        ];
    });
}

/**
 * The notification `id` of the viewer.
 * @throws NotFound
 */
export async function presentNotification(
    db: Database,
    viewer: Actor,
    id: string,
    reader: NotificationReader = {},
): Promise<Notification> {
    const row = await findNotification(db, viewer, id);
    const [entity] = await presentNotifications(db, viewer, [row], reader);
    if (!entity) throw new NotFound();
    return entity;
}

/** People and posts that several notifications speak of, each presented once. */
export async function presentSubjects(
    db: Database,
    viewer: Actor,
    accountIds: readonly string[],
    statusIds: readonly string[],
): Promise<{ accounts: Map<string, Account>; statuses: Map<string, Status> }> {
    const [accounts, statuses] = await Promise.all([
        presentAccounts(db, viewer, [...new Set(accountIds)]),
        presentStatuses(db, viewer, [...new Set(statusIds)]),
    ]);
    return {
        accounts: new Map(accounts.map((account) => [account.id, account])),
        statuses: new Map(statuses.map((status) => [status.id, status])),
    };
}
