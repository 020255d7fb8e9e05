import { sql } from 'drizzle-orm';
import {
    boolean,
    type AnyPgColumn,
    index,
    integer,
    jsonb,
    pgTable,
    primaryKey,
    text,
    uniqueIndex,
} from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { id64, moment } from './columns';

/** `limited` names an audience beyond those mentioned; on the wire it reads as private. */
export const VISIBILITIES = ['public', 'unlisted', 'private', 'direct', 'limited'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Whom a rule about interacting with a post means, as seen from its author. */
export const PARTIES = [
    'public',
    'followers',
    'following',
    'mutuals',
    'mentioned',
    /** Somebody elsewhere named a party that nobody here can tell. */
    'unknown',
] as const;
export type Party = (typeof PARTIES)[number];

/** Who may do something at once, and who may ask the author for it. */
export interface InteractionRule {
    automatic: Party[];
    manual: Party[];
}

export const INTERACTIONS = ['favourite', 'reply', 'boost', 'quote'] as const;
export type Interaction = (typeof INTERACTIONS)[number];

/** Who may do what with a post. What is not mentioned is for everybody who sees it; a quote then goes by `quotePolicy`. */
export type InteractionPolicy = { [I in Interaction]?: InteractionRule };

/** How many there are of each, by the origin of a post; what it does not tell is missing. */
export interface StatusCounts {
    replies?: number | undefined;
    likes?: number | undefined;
    shares?: number | undefined;
}

/** How a member's text is to be read. */
export const CONTENT_TYPES = ['text/plain', 'text/markdown'] as const;

/**
 * Posts and boosts, local and remote. A boost is a row of its own with `boostOfId`.
 * The id carries the post's own date, so that late arrivals sort into the past.
 */
export const statuses = pgTable(
    'statuses',
    {
        id: id64('id').primaryKey(),
        accountId: id64('account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        uri: text('uri').notNull(),
        url: text('url'),
        local: boolean('local').notNull(),
        localOnly: boolean('local_only').notNull().default(false),
        visibility: text('visibility', { enum: VISIBILITIES }).notNull(),
        /** What a member typed; null for remote posts. */
        source: text('source'),
        contentType: text('content_type', { enum: CONTENT_TYPES }).notNull().default('text/plain'),
        contentHtml: text('content_html').notNull().default(''),
        contentWarning: text('content_warning').notNull().default(''),
        sensitive: boolean('sensitive').notNull().default(false),
        language: text('language'),
        /** Custom emoji used: shortcode → image address. */
        emojis: jsonb('emojis').$type<Record<string, string>>().notNull().default({}),
        inReplyToId: id64('in_reply_to_id').references((): AnyPgColumn => statuses.id, {
            onDelete: 'set null',
        }),
        inReplyToAccountId: id64('in_reply_to_account_id'),
        /** The parent's ActivityPub id, kept although the parent is unknown here. */
        inReplyToUri: text('in_reply_to_uri'),
        conversationId: id64('conversation_id'),
        /** The collection in which the owner of the thread gathers it (FEP-7888). */
        contextUri: text('context_uri'),
        boostOfId: id64('boost_of_id').references((): AnyPgColumn => statuses.id, { onDelete: 'cascade' }),
        /** Stays when the quoted post is deleted, as does its address; no foreign key on purpose. */
        quoteOfId: id64('quote_of_id'),
        quoteOfUri: text('quote_of_uri'),
        quoteState: text('quote_state', {
            enum: ['pending', 'accepted', 'rejected', 'revoked', 'deleted', 'unauthorized'],
        }),
        /** The stamp by which the quoted author consents (FEP-044f): ours for quotes of members, theirs for others. */
        quoteApprovalUri: text('quote_approval_uri'),
        quotePolicy: text('quote_policy', { enum: ['public', 'followers', 'nobody'] })
            .notNull()
            .default('public'),
        interactionPolicy: jsonb('interaction_policy').$type<InteractionPolicy>(),
        /** A reply that the author of what it answers has not let through yet: only those two see it. */
        awaitsApproval: boolean('awaits_approval').notNull().default(false),
        appId: id64('app_id'),
        repliesCount: integer('replies_count').notNull().default(0),
        boostsCount: integer('boosts_count').notNull().default(0),
        favouritesCount: integer('favourites_count').notNull().default(0),
        quotesCount: integer('quotes_count').notNull().default(0),
        /** What the origin tells of replies, likes and shares that never came here. */
        originCounts: jsonb('origin_counts').$type<StatusCounts>(),
        /** Its author did not send it: it was looked for, or a relay passed it on, and whom it names has not been told. */
        found: boolean('found').notNull().default(false),
        repliesUrl: text('replies_url'),
        repliesCheckedAt: moment('replies_checked_at'),
        createdAt: moment('created_at').notNull(),
        editedAt: moment('edited_at'),
        fetchedAt: moment('fetched_at'),
    },
    (table) => [
        uniqueIndex('statuses_uri').on(table.uri),
        index('statuses_account').on(table.accountId, table.id),
        index('statuses_in_reply_to')
            .on(table.inReplyToId)
            .where(sql`${table.inReplyToId} is not null`),
        index('statuses_missing_parent')
            .on(table.inReplyToUri)
            .where(sql`${table.inReplyToId} is null and ${table.inReplyToUri} is not null`),
        uniqueIndex('statuses_boost')
            .on(table.boostOfId, table.accountId)
            .where(sql`${table.boostOfId} is not null`),
        index('statuses_quote')
            .on(table.quoteOfId)
            .where(sql`${table.quoteOfId} is not null`),
        index('statuses_quote_approval')
            .on(table.quoteApprovalUri)
            .where(sql`${table.quoteApprovalUri} is not null`),
        index('statuses_conversation')
            .on(table.conversationId)
            .where(sql`${table.conversationId} is not null`),
        index('statuses_public')
            .on(table.id)
            .where(sql`${table.visibility} = 'public' and ${table.boostOfId} is null`),
        index('statuses_public_local')
            .on(table.id)
            .where(sql`${table.visibility} = 'public' and ${table.boostOfId} is null and ${table.local}`),
    ],
);

/** Every former state of an edited post, the original first. */
export const statusEdits = pgTable(
    'status_edits',
    {
        id: id64('id').primaryKey(),
        statusId: id64('status_id')
            .notNull()
            .references(() => statuses.id, { onDelete: 'cascade' }),
        source: text('source'),
        contentHtml: text('content_html').notNull(),
        contentWarning: text('content_warning').notNull(),
        sensitive: boolean('sensitive').notNull(),
        media: jsonb('media').$type<{ id: string; description: string | null }[]>().notNull().default([]),
        pollOptions: text('poll_options').array(),
        emojis: jsonb('emojis').$type<Record<string, string>>().notNull().default({}),
        createdAt: moment('created_at').notNull(),
    },
    (table) => [
        index('status_edits_status').on(table.statusId, table.id),
        index('status_edits_media').using('gin', table.media.op('jsonb_path_ops')),
    ],
);

/** Who a post names. `silent` keeps access without a notification (removed by an edit, or addressed without a mention). */
export const mentions = pgTable(
    'mentions',
    {
        statusId: id64('status_id')
            .notNull()
            .references(() => statuses.id, { onDelete: 'cascade' }),
        accountId: id64('account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        silent: boolean('silent').notNull().default(false),
    },
    (table) => [
        primaryKey({ columns: [table.statusId, table.accountId] }),
        index('mentions_account').on(table.accountId, table.statusId),
    ],
);

/** Hashtags; `name` is the folded identity, `displayName` keeps the casing people write. */
export const tags = pgTable(
    'tags',
    {
        id: id64('id').primaryKey(),
        name: text('name').notNull(),
        displayName: text('display_name').notNull(),
        usable: boolean('usable').notNull().default(true),
        listable: boolean('listable').notNull().default(true),
        trendable: boolean('trendable'),
        lastStatusAt: moment('last_status_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('tags_name').on(table.name),
        index('tags_prefix').on(sql`${table.name} text_pattern_ops`),
    ],
);

export const statusTags = pgTable(
    'status_tags',
    {
        statusId: id64('status_id')
            .notNull()
            .references(() => statuses.id, { onDelete: 'cascade' }),
        tagId: id64('tag_id')
            .notNull()
            .references(() => tags.id, { onDelete: 'cascade' }),
    },
    (table) => [
        primaryKey({ columns: [table.statusId, table.tagId] }),
        index('status_tags_tag').on(table.tagId, table.statusId),
    ],
);

/** A thread as a whole, by its `conversation`/`context` id where the origin gave one. */
export const conversations = pgTable(
    'conversations',
    {
        id: id64('id').primaryKey(),
        uri: text('uri'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('conversations_uri').on(table.uri)],
);

/** A direct conversation as one participant sees it. */
export const conversationParticipants = pgTable(
    'conversation_participants',
    {
        id: id64('id').primaryKey(),
        conversationId: id64('conversation_id')
            .notNull()
            .references(() => conversations.id, { onDelete: 'cascade' }),
        accountId: id64('account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        otherAccountIds: id64('other_account_ids').array().notNull().default([]),
        lastStatusId: id64('last_status_id'),
        unread: boolean('unread').notNull().default(false),
        hiddenAt: moment('hidden_at'),
    },
    (table) => [
        uniqueIndex('conversation_participants_pair').on(table.conversationId, table.accountId),
        index('conversation_participants_account').on(table.accountId, table.lastStatusId),
    ],
);
