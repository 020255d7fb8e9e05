import { sql } from 'drizzle-orm';
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
} from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { id64, moment } from './columns';

const account = (name = 'account_id') => id64(name).references(() => accounts.id, { onDelete: 'cascade' });

/** Reports about one person gather here; moderators work on the case. */
export const cases = pgTable(
    'cases',
    {
        id: id64('id').primaryKey(),
        targetId: account('target_id').notNull(),
        state: text('state', { enum: ['open', 'resolved'] })
            .notNull()
            .default('open'),
        assignedToId: id64('assigned_to_id'),
        createdAt: moment('created_at').notNull().defaultNow(),
        resolvedAt: moment('resolved_at'),
    },
    (table) => [index('cases_state').on(table.state, table.id), index('cases_target').on(table.targetId)],
);

export const reports = pgTable(
    'reports',
    {
        id: id64('id').primaryKey(),
        caseId: id64('case_id').references(() => cases.id, { onDelete: 'set null' }),
        accountId: account().notNull(),
        targetId: account('target_id').notNull(),
        category: text('category', { enum: ['spam', 'legal', 'violation', 'other'] })
            .notNull()
            .default('other'),
        comment: text('comment').notNull().default(''),
        ruleIds: id64('rule_ids').array().notNull().default([]),
        statusIds: id64('status_ids').array().notNull().default([]),
        /** The reported posts as they stood, kept although they are deleted. */
        evidence: jsonb('evidence').$type<unknown[]>().notNull().default([]),
        forwarded: boolean('forwarded').notNull().default(false),
        uri: text('uri'),
        actionTakenAt: moment('action_taken_at'),
        actionTakenById: id64('action_taken_by_id'),
        assignedToId: id64('assigned_to_id'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        index('reports_target').on(table.targetId),
        index('reports_open').on(table.actionTakenAt, table.id),
        uniqueIndex('reports_uri').on(table.uri),
    ],
);

export const caseNotes = pgTable('case_notes', {
    id: id64('id').primaryKey(),
    caseId: id64('case_id').references(() => cases.id, { onDelete: 'cascade' }),
    targetId: account('target_id'),
    authorId: account('author_id').notNull(),
    text: text('text').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
});

/** A measure taken against somebody, which they may appeal. */
export const strikes = pgTable(
    'strikes',
    {
        id: id64('id').primaryKey(),
        targetId: account('target_id').notNull(),
        caseId: id64('case_id'),
        moderatorId: id64('moderator_id'),
        action: text('action').notNull(),
        text: text('text').notNull().default(''),
        statusIds: id64('status_ids').array().notNull().default([]),
        overruledAt: moment('overruled_at'),
        /** Until then the act can be undone as if it had not been. */
        undoableUntil: moment('undoable_until'),
        undo: jsonb('undo'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('strikes_target').on(table.targetId)],
);

export const appeals = pgTable('appeals', {
    id: id64('id').primaryKey(),
    strikeId: id64('strike_id')
        .notNull()
        .unique()
        .references(() => strikes.id, { onDelete: 'cascade' }),
    accountId: account().notNull(),
    text: text('text').notNull(),
    approvedAt: moment('approved_at'),
    rejectedAt: moment('rejected_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
});

/** Every act of moderation and administration, never changed. */
export const moderationLog = pgTable(
    'moderation_log',
    {
        id: id64('id').primaryKey(),
        /** Null for acts of the operator's command line and of automatic rules. */
        actorId: id64('actor_id'),
        action: text('action').notNull(),
        targetType: text('target_type').notNull(),
        targetId: text('target_id').notNull(),
        label: text('label').notNull().default(''),
        detail: jsonb('detail'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('moderation_log_target').on(table.targetType, table.targetId)],
);

/** The community's code of conduct. */
export const rules = pgTable('rules', {
    id: id64('id').primaryKey(),
    position: integer('position').notNull().default(0),
    text: text('text').notNull(),
    hint: text('hint').notNull().default(''),
    translations: jsonb('translations')
        .$type<Record<string, { text: string; hint: string }>>()
        .notNull()
        .default({}),
    deletedAt: moment('deleted_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
});

/** Rules that a machine applies: conditions and actions as data. */
export const automaticRules = pgTable('automatic_rules', {
    id: id64('id').primaryKey(),
    position: integer('position').notNull().default(0),
    name: text('name').notNull(),
    enabled: boolean('enabled').notNull().default(false),
    conditions: jsonb('conditions').notNull(),
    actions: jsonb('actions').notNull(),
    startsAt: moment('starts_at'),
    endsAt: moment('ends_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
});

export const announcements = pgTable('announcements', {
    id: id64('id').primaryKey(),
    text: text('text').notNull(),
    allDay: boolean('all_day').notNull().default(false),
    startsAt: moment('starts_at'),
    endsAt: moment('ends_at'),
    publishedAt: moment('published_at'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const announcementReads = pgTable(
    'announcement_reads',
    {
        announcementId: id64('announcement_id')
            .notNull()
            .references(() => announcements.id, { onDelete: 'cascade' }),
        accountId: account().notNull(),
    },
    (table) => [primaryKey({ columns: [table.announcementId, table.accountId] })],
);

export const announcementReactions = pgTable(
    'announcement_reactions',
    {
        announcementId: id64('announcement_id')
            .notNull()
            .references(() => announcements.id, { onDelete: 'cascade' }),
        accountId: account().notNull(),
        emoji: text('emoji').notNull(),
    },
    (table) => [primaryKey({ columns: [table.announcementId, table.accountId, table.emoji] })],
);

export const customEmojis = pgTable(
    'custom_emojis',
    {
        id: id64('id').primaryKey(),
        shortcode: text('shortcode').notNull(),
        /** Null for the community's own. */
        domain: text('domain'),
        uri: text('uri'),
        key: text('key'),
        staticKey: text('static_key'),
        remoteUrl: text('remote_url'),
        category: text('category'),
        aliases: text('aliases').array().notNull().default([]),
        visibleInPicker: boolean('visible_in_picker').notNull().default(true),
        disabled: boolean('disabled').notNull().default(false),
        /** Files of former pictures, which former posts still show. */
        formerKeys: text('former_keys').array().notNull().default([]),
        updatedAt: moment('updated_at').notNull().defaultNow(),
    },
    (table) => [
        unique('custom_emojis_name').on(table.shortcode, table.domain).nullsNotDistinct(),
        // What other servers have is searched by a part of its name.
        index('custom_emojis_search').using('gin', sql`(lower(${table.shortcode})) gin_trgm_ops`),
        index('custom_emojis_domain').on(table.domain),
    ],
);

export const invites = pgTable('invites', {
    id: id64('id').primaryKey(),
    code: text('code').notNull().unique(),
    accountId: account().notNull(),
    maxUses: integer('max_uses'),
    uses: integer('uses').notNull().default(0),
    autofollow: boolean('autofollow').notNull().default(false),
    comment: text('comment').notNull().default(''),
    expiresAt: moment('expires_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
});

/** Who may not sign up or sign in: addresses, networks, mail domains, names. */
export const signUpBlocks = pgTable(
    'sign_up_blocks',
    {
        id: id64('id').primaryKey(),
        kind: text('kind', { enum: ['ip', 'email-domain', 'canonical-email', 'username'] }).notNull(),
        value: text('value').notNull(),
        severity: text('severity', { enum: ['approval', 'sign-up', 'access'] })
            .notNull()
            .default('sign-up'),
        comment: text('comment').notNull().default(''),
        expiresAt: moment('expires_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('sign_up_blocks_value').on(table.kind, table.value)],
);

export const webhooks = pgTable('webhooks', {
    id: id64('id').primaryKey(),
    url: text('url').notNull(),
    events: text('events').array().notNull(),
    secret: text('secret').notNull(),
    enabled: boolean('enabled').notNull().default(true),
    createdAt: moment('created_at').notNull().defaultNow(),
});
