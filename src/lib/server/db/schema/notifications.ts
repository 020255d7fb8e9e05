import {
    boolean,
    index,
    integer,
    jsonb,
    pgTable,
    primaryKey,
    text,
    unique,
    uniqueIndex,
    bigint,
} from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { id64, moment } from './columns';
import { statuses } from './statuses';

/** Why somebody is told, in the domain's words. */
export const NOTIFICATION_KINDS = [
    'mention',
    'follow',
    'follow-request',
    'favourite',
    'boost',
    'poll',
    'status',
    'edit',
    'quote',
    'quoted-edit',
    'reaction',
    'severed-relationships',
    'moderation-warning',
    'sign-up',
    'report',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const notifications = pgTable(
    'notifications',
    {
        id: id64('id').primaryKey(),
        accountId: id64('account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        kind: text('kind', { enum: NOTIFICATION_KINDS }).notNull(),
        fromAccountId: id64('from_account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        statusId: id64('status_id').references(() => statuses.id, { onDelete: 'cascade' }),
        /** Rows with one key are shown as one; null stands alone. */
        groupKey: text('group_key'),
        /** Set aside by the member's policy, visible only through its request. */
        filtered: boolean('filtered').notNull().default(false),
        /** What only some kinds have: report, event, reaction. */
        detail: jsonb('detail').$type<Record<string, string>>(),
        /** What tells one time from the next, for kinds that come again, such as an edit's id; empty where once is enough. */
        occasion: text('occasion').notNull().default(''),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        index('notifications_account').on(table.accountId, table.id),
        index('notifications_group').on(table.accountId, table.groupKey),
        index('notifications_status').on(table.statusId),
        index('notifications_from').on(table.fromAccountId),
        unique('notifications_once')
            .on(table.accountId, table.kind, table.fromAccountId, table.statusId, table.occasion)
            .nullsNotDistinct(),
    ],
);

const ANSWERS = ['accept', 'filter', 'drop'] as const;

export const notificationPolicies = pgTable('notification_policies', {
    accountId: id64('account_id')
        .primaryKey()
        .references(() => accounts.id, { onDelete: 'cascade' }),
    forNotFollowing: text('for_not_following', { enum: ANSWERS }).notNull().default('accept'),
    forNotFollowers: text('for_not_followers', { enum: ANSWERS }).notNull().default('accept'),
    forNewAccounts: text('for_new_accounts', { enum: ANSWERS }).notNull().default('accept'),
    forPrivateMentions: text('for_private_mentions', { enum: ANSWERS }).notNull().default('filter'),
    forLimitedAccounts: text('for_limited_accounts', { enum: ANSWERS }).notNull().default('filter'),
    forBots: text('for_bots', { enum: ANSWERS }).notNull().default('accept'),
});

export const notificationRequests = pgTable(
    'notification_requests',
    {
        id: id64('id').primaryKey(),
        accountId: id64('account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        fromAccountId: id64('from_account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        lastStatusId: id64('last_status_id'),
        count: integer('count').notNull().default(0),
        /** Accepted people pass the policy from then on. */
        acceptedAt: moment('accepted_at'),
        dismissedAt: moment('dismissed_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
        updatedAt: moment('updated_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('notification_requests_pair').on(table.accountId, table.fromAccountId)],
);

/** Rooms somebody listened to lately, each with the number of its newest event. */
export const streamRooms = pgTable(
    'stream_rooms',
    {
        room: text('room').primaryKey(),
        seq: bigint('seq', { mode: 'number' }).notNull().default(0),
        usedAt: moment('used_at').notNull().defaultNow(),
    },
    (table) => [index('stream_rooms_age').on(table.usedAt)],
);

/** What went through a room, ids only, kept for a day so that a client that was away can ask for it. */
export const streamEvents = pgTable(
    'stream_events',
    {
        room: text('room').notNull(),
        seq: bigint('seq', { mode: 'number' }).notNull(),
        event: text('event').notNull(),
        subjectId: text('subject_id').notNull().default(''),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        primaryKey({ columns: [table.room, table.seq] }),
        index('stream_events_age').on(table.createdAt),
    ],
);
