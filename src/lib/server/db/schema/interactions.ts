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
import { INTERACTIONS, statuses } from './statuses';
import { users } from './users';

const status = () =>
    id64('status_id')
        .notNull()
        .references(() => statuses.id, { onDelete: 'cascade' });
const account = () =>
    id64('account_id')
        .notNull()
        .references(() => accounts.id, { onDelete: 'cascade' });

/** Likes. Lists of them page by the row's own id. */
export const favourites = pgTable(
    'favourites',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        statusId: status(),
        /** The remote Like's id, so that Undo by id finds it. */
        uri: text('uri'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('favourites_pair').on(table.accountId, table.statusId),
        index('favourites_status').on(table.statusId, table.id),
        index('favourites_account').on(table.accountId, table.id),
        index('favourites_uri').on(table.uri),
    ],
);

/** What somebody wants to do with a post whose author decides about it first (`interactionPolicy`). */
export const interactionRequests = pgTable(
    'interaction_requests',
    {
        id: id64('id').primaryKey(),
        /** The author, who decides. */
        accountId: account(),
        fromAccountId: id64('from_account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        statusId: status(),
        kind: text('kind', { enum: INTERACTIONS }).notNull(),
        /** The reply or quote that waits. */
        byStatusId: id64('by_status_id').references(() => statuses.id, { onDelete: 'cascade' }),
        /** The activity that asked, where somebody elsewhere did. */
        uri: text('uri'),
        acceptedAt: moment('accepted_at'),
        rejectedAt: moment('rejected_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        index('interaction_requests_account').on(table.accountId, table.id),
        index('interaction_requests_by_status').on(table.byStatusId),
        unique('interaction_requests_once')
            .on(table.statusId, table.fromAccountId, table.kind, table.byStatusId)
            .nullsNotDistinct(),
    ],
);

export const bookmarks = pgTable(
    'bookmarks',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        statusId: status(),
        folderId: id64('folder_id'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('bookmarks_pair').on(table.accountId, table.statusId),
        index('bookmarks_account').on(table.accountId, table.id),
        index('bookmarks_status').on(table.statusId),
    ],
);

export const bookmarkFolders = pgTable(
    'bookmark_folders',
    { id: id64('id').primaryKey(), accountId: account(), name: text('name').notNull() },
    (table) => [uniqueIndex('bookmark_folders_name').on(table.accountId, table.name)],
);

/** Posts on top of a profile. */
export const pins = pgTable(
    'pins',
    {
        accountId: account(),
        statusId: status(),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [primaryKey({ columns: [table.accountId, table.statusId] })],
);

/** Threads a member no longer wants to hear of. */
export const conversationMutes = pgTable(
    'conversation_mutes',
    { accountId: account(), conversationId: id64('conversation_id').notNull() },
    (table) => [
        primaryKey({ columns: [table.accountId, table.conversationId] }),
        index('conversation_mutes_conversation').on(table.conversationId),
    ],
);

/** Emoji reactions (EmojiReact, Like with content). */
export const reactions = pgTable(
    'reactions',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        statusId: status(),
        /** The character itself, or a shortcode without colons. */
        emoji: text('emoji').notNull(),
        imageUrl: text('image_url'),
        uri: text('uri'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('reactions_once').on(table.accountId, table.statusId, table.emoji),
        index('reactions_status').on(table.statusId),
    ],
);

export const polls = pgTable(
    'polls',
    {
        id: id64('id').primaryKey(),
        statusId: status(),
        options: text('options').array().notNull(),
        counts: integer('counts').array().notNull(),
        multiple: boolean('multiple').notNull().default(false),
        hideTotals: boolean('hide_totals').notNull().default(false),
        votersCount: integer('voters_count'),
        expiresAt: moment('expires_at'),
        expiryNotifiedAt: moment('expiry_notified_at'),
        fetchedAt: moment('fetched_at'),
    },
    (table) => [
        uniqueIndex('polls_status').on(table.statusId),
        index('polls_due')
            .on(table.expiresAt)
            .where(sql`${table.expiryNotifiedAt} is null`),
    ],
);

export const pollVotes = pgTable(
    'poll_votes',
    {
        id: id64('id').primaryKey(),
        pollId: id64('poll_id')
            .notNull()
            .references(() => polls.id, { onDelete: 'cascade' }),
        accountId: account(),
        choice: integer('choice').notNull(),
        uri: text('uri'),
    },
    (table) => [uniqueIndex('poll_votes_once').on(table.pollId, table.accountId, table.choice)],
);

/** Numbers that describe a file, as clients read them in `meta`. */
export interface MediaSize {
    width?: number;
    height?: number;
    duration?: number;
    /** A fraction such as `30/1`. */
    frameRate?: string;
    bitrate?: number;
    hasAudio?: boolean;
    /** How loud sound is along its length: at most 200 numbers from 0 to 99. */
    waveform?: number[];
}

/** The same picture in a format that needs fewer bytes, under a name of its own. */
export interface MediaVariant {
    mimeType: string;
    key: string;
    bytes: number;
}

/** Images, video and sound: unattached until a post takes them. `key` is the random stored name. */
export const mediaAttachments = pgTable(
    'media_attachments',
    {
        id: id64('id').primaryKey(),
        accountId: account(),
        statusId: id64('status_id').references(() => statuses.id, { onDelete: 'set null' }),
        position: integer('position').notNull().default(0),
        compositionId: id64('composition_id'),
        type: text('type', { enum: ['image', 'gifv', 'video', 'audio', 'unknown'] }).notNull(),
        mimeType: text('mime_type'),
        state: text('state', { enum: ['processing', 'ready', 'failed'] })
            .notNull()
            .default('ready'),
        key: text('key'),
        previewKey: text('preview_key'),
        /** What was uploaded, until something is made of it. */
        sourceKey: text('source_key'),
        progress: integer('progress_percent').notNull().default(0),
        /** Why nothing could be made of it, in words for its owner. */
        failure: text('failure'),
        /** Twins of what `key` and `previewKey` name, for browsers that accept them. */
        variants: jsonb('variants').$type<MediaVariant[]>().notNull().default([]),
        remoteUrl: text('remote_url'),
        remotePreviewUrl: text('remote_preview_url'),
        description: text('description'),
        blurhash: text('blurhash'),
        dominantColor: text('dominant_color'),
        focusX: integer('focus_x_thousandths'),
        focusY: integer('focus_y_thousandths'),
        original: jsonb('original').$type<MediaSize>(),
        small: jsonb('small').$type<MediaSize>(),
        bytes: integer('bytes').notNull().default(0),
        lastViewedAt: moment('last_viewed_at'),
        /** When a post let go of it; from then on it may be attached again for a day. */
        detachedAt: moment('detached_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        index('media_attachments_status').on(table.statusId, table.position),
        index('media_attachments_account').on(table.accountId, table.id),
        uniqueIndex('media_attachments_key').on(table.key),
        // Whose a file of another server is, by its address; addresses may be too long for a tree.
        index('media_attachments_remote_url').using('hash', table.remoteUrl),
        index('media_attachments_remote_preview_url').using('hash', table.remotePreviewUrl),
    ],
);

/** Previews of linked pages, shared by every post that links there. */
export const previewCards = pgTable(
    'preview_cards',
    {
        id: id64('id').primaryKey(),
        url: text('url').notNull(),
        type: text('type', { enum: ['link', 'photo', 'video', 'rich'] })
            .notNull()
            .default('link'),
        title: text('title').notNull().default(''),
        description: text('description').notNull().default(''),
        html: text('html').notNull().default(''),
        authorName: text('author_name').notNull().default(''),
        authorUrl: text('author_url').notNull().default(''),
        authorAccountId: id64('author_account_id'),
        providerName: text('provider_name').notNull().default(''),
        providerUrl: text('provider_url').notNull().default(''),
        imageKey: text('image_key'),
        imageUrl: text('image_url'),
        imageDescription: text('image_description').notNull().default(''),
        width: integer('width').notNull().default(0),
        height: integer('height').notNull().default(0),
        blurhash: text('blurhash'),
        /** Of a picture that is the page itself. */
        embedUrl: text('embed_url').notNull().default(''),
        /** Whether moderators let it trend; null before they looked. */
        trendable: boolean('trendable'),
        language: text('language'),
        publishedAt: moment('published_at'),
        fetchedAt: moment('fetched_at'),
    },
    (table) => [
        uniqueIndex('preview_cards_url').on(table.url),
        index('preview_cards_image_url').using('hash', table.imageUrl),
    ],
);

export const statusCards = pgTable(
    'status_cards',
    {
        statusId: status().primaryKey(),
        cardId: id64('card_id')
            .notNull()
            .references(() => previewCards.id, { onDelete: 'cascade' }),
    },
    (table) => [index('status_cards_card').on(table.cardId)],
);

/** The post a member will send: a draft kept for every device, or one with a date. */
export const compositions = pgTable(
    'compositions',
    {
        id: id64('id').primaryKey(),
        userId: id64('user_id')
            .notNull()
            .references(() => users.id, { onDelete: 'cascade' }),
        params: jsonb('params').$type<Record<string, unknown>>().notNull(),
        scheduledAt: moment('scheduled_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('compositions_due').on(table.scheduledAt), index('compositions_user').on(table.userId)],
);

/** One row per accepted Idempotency-Key, written in the same transaction as what it made. */
export const idempotencyKeys = pgTable(
    'idempotency_keys',
    {
        accountId: account(),
        key: text('key').notNull(),
        /** SHA-256 of the request, so that the same key with another body is refused. */
        bodyHash: text('body_hash').notNull(),
        statusId: id64('status_id'),
        compositionId: id64('composition_id'),
        /** What else it made: a list or a filter. */
        otherId: id64('other_id'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        primaryKey({ columns: [table.accountId, table.key] }),
        index('idempotency_keys_age').on(table.createdAt),
    ],
);
