import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { id64, moment } from './columns';
import { statuses, tags } from './statuses';

const account = (name = 'account_id') =>
    id64(name)
        .notNull()
        .references(() => accounts.id, { onDelete: 'cascade' });

const followColumns = {
    id: id64('id').primaryKey(),
    accountId: account(),
    targetId: account('target_id'),
    showBoosts: boolean('show_boosts').notNull().default(true),
    notify: boolean('notify').notNull().default(false),
    languages: text('languages').array(),
    /** The Follow activity's id, which Accept, Reject and Undo name. */
    uri: text('uri'),
    createdAt: moment('created_at').notNull().defaultNow(),
};

/** `accountId` follows `targetId`. */
export const follows = pgTable('follows', followColumns, (table) => [
    uniqueIndex('follows_pair').on(table.accountId, table.targetId),
    index('follows_followers').on(table.targetId, table.id),
    index('follows_following').on(table.accountId, table.id),
    index('follows_uri').on(table.uri),
]);

/** Who elsewhere followed a member for a while: what was posted then is with them, and its edits and its end concern them. */
export const formerFollowers = pgTable(
    'former_followers',
    {
        accountId: account(),
        targetId: account('target_id'),
        since: moment('since').notNull(),
        until: moment('until').notNull().defaultNow(),
    },
    (table) => [
        primaryKey({ columns: [table.targetId, table.accountId, table.until] }),
        index('former_followers_account').on(table.accountId),
    ],
);

/** Asked, not yet answered. */
export const followRequests = pgTable('follow_requests', followColumns, (table) => [
    uniqueIndex('follow_requests_pair').on(table.accountId, table.targetId),
    index('follow_requests_target').on(table.targetId, table.id),
    index('follow_requests_uri').on(table.uri),
]);

export const blocks = pgTable(
    'blocks',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        targetId: account('target_id'),
        uri: text('uri'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('blocks_pair').on(table.accountId, table.targetId),
        index('blocks_target').on(table.targetId),
        index('blocks_account').on(table.accountId, table.id),
    ],
);

export const mutes = pgTable(
    'mutes',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        targetId: account('target_id'),
        hideNotifications: boolean('hide_notifications').notNull().default(true),
        expiresAt: moment('expires_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('mutes_pair').on(table.accountId, table.targetId),
        index('mutes_account').on(table.accountId, table.id),
    ],
);

/** A member's own refusal of a whole domain. */
export const domainBlocks = pgTable(
    'domain_blocks',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        domain: text('domain').notNull(),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('domain_blocks_pair').on(table.accountId, table.domain)],
);

/** A moment at which a member lost follows they had not ended themselves, one by one. */
export const severances = pgTable(
    'severances',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        cause: text('cause', { enum: ['own-domain-block', 'domain-block', 'suspension'] }).notNull(),
        /** The domain, or the handle of the person. */
        targetName: text('target_name').notNull(),
        followersCount: integer('followers_count').notNull(),
        followingCount: integer('following_count').notNull(),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('severances_account').on(table.accountId)],
);

/** Each follow that a severance ended, so that its owner can read, later, whom they lost. */
export const severedFollows = pgTable(
    'severed_follows',
    {
        severanceId: id64('severance_id')
            .notNull()
            .references(() => severances.id, { onDelete: 'cascade' }),
        /** The other of the two. */
        otherId: account('other_id'),
        /** Followed the member, or was followed by them. */
        role: text('role', { enum: ['follower', 'followed'] }).notNull(),
        showBoosts: boolean('show_boosts').notNull(),
        notify: boolean('notify').notNull(),
        languages: text('languages').array(),
    },
    (table) => [
        primaryKey({ columns: [table.severanceId, table.otherId, table.role] }),
        index('severed_follows_other').on(table.otherId),
    ],
);

/** A private remark of one member on somebody. */
export const accountNotes = pgTable(
    'account_notes',
    { accountId: account(), targetId: account('target_id'), comment: text('comment').notNull() },
    (table) => [primaryKey({ columns: [table.accountId, table.targetId] })],
);

/** People shown on one's profile. */
export const endorsements = pgTable(
    'endorsements',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        targetId: account('target_id'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('endorsements_pair').on(table.accountId, table.targetId)],
);

export const lists = pgTable(
    'lists',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        title: text('title').notNull(),
        repliesPolicy: text('replies_policy', { enum: ['followed', 'list', 'none'] })
            .notNull()
            .default('list'),
        /** Its people are left out of home. */
        exclusive: boolean('exclusive').notNull().default(false),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('lists_account').on(table.accountId)],
);

export const listAccounts = pgTable(
    'list_accounts',
    {
        listId: id64('list_id')
            .notNull()
            .references(() => lists.id, { onDelete: 'cascade' }),
        accountId: account(),
    },
    (table) => [
        primaryKey({ columns: [table.listId, table.accountId] }),
        index('list_accounts_account').on(table.accountId),
    ],
);

export const filters = pgTable(
    'filters',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        title: text('title').notNull(),
        context: text('context').array().notNull(),
        action: text('action', { enum: ['warn', 'hide', 'blur'] })
            .notNull()
            .default('warn'),
        expiresAt: moment('expires_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('filters_account').on(table.accountId)],
);

export const filterKeywords = pgTable(
    'filter_keywords',
    {
        id: id64('id').primaryKey(),
        filterId: id64('filter_id')
            .notNull()
            .references(() => filters.id, { onDelete: 'cascade' }),
        keyword: text('keyword').notNull(),
        wholeWord: boolean('whole_word').notNull().default(true),
    },
    (table) => [index('filter_keywords_filter').on(table.filterId)],
);

export const filterStatuses = pgTable(
    'filter_statuses',
    {
        id: id64('id').primaryKey(),
        filterId: id64('filter_id')
            .notNull()
            .references(() => filters.id, { onDelete: 'cascade' }),
        statusId: id64('status_id')
            .notNull()
            .references(() => statuses.id, { onDelete: 'cascade' }),
    },
    (table) => [
        uniqueIndex('filter_statuses_pair').on(table.filterId, table.statusId),
        index('filter_statuses_status').on(table.statusId),
    ],
);

export const followedTags = pgTable(
    'followed_tags',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        tagId: id64('tag_id')
            .notNull()
            .references(() => tags.id, { onDelete: 'cascade' }),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('followed_tags_pair').on(table.accountId, table.tagId),
        index('followed_tags_tag').on(table.tagId),
    ],
);

export const featuredTags = pgTable(
    'featured_tags',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        tagId: id64('tag_id')
            .notNull()
            .references(() => tags.id, { onDelete: 'cascade' }),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('featured_tags_pair').on(table.accountId, table.tagId)],
);

/**
 * What each member's home holds, newest 800 kept. Written by fan-out, read by keyset.
 * `boostOfId` lets a second boost of the same post be left out.
 */
export const homeFeed = pgTable(
    'home_feed',
    {
        accountId: account(),
        statusId: id64('status_id')
            .notNull()
            .references(() => statuses.id, { onDelete: 'cascade' }),
        authorId: id64('author_id').notNull(),
        boostOfId: id64('boost_of_id'),
    },
    (table) => [
        primaryKey({ columns: [table.accountId, table.statusId] }),
        index('home_feed_status').on(table.statusId),
        index('home_feed_boost')
            .on(table.accountId, table.boostOfId)
            .where(sql`${table.boostOfId} is not null`),
    ],
);
