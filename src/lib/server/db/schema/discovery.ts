import {
    customType,
    date,
    index,
    integer,
    jsonb,
    pgTable,
    primaryKey,
    real,
    text,
} from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { id64, moment } from './columns';
import { previewCards } from './interactions';
import { statuses, tags } from './statuses';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

const account = (name: string) =>
    id64(name)
        .notNull()
        .references(() => accounts.id, { onDelete: 'cascade' });

/**
 * Where a linked address led: one row for each address as people write it, many to one card. Without a card there was
 * nothing to show, and nobody asks again before `retryAt`.
 */
export const previewLinks = pgTable(
    'preview_links',
    {
        url: text('url').primaryKey(),
        cardId: id64('card_id').references(() => previewCards.id, { onDelete: 'cascade' }),
        /** Somebody is fetching it until then at the latest. */
        leasedUntil: moment('leased_until'),
        retryAt: moment('retry_at'),
        fetchedAt: moment('fetched_at'),
    },
    (table) => [index('preview_links_card').on(table.cardId), index('preview_links_age').on(table.fetchedAt)],
);

/** How many posts used a hashtag or a link on one day (UTC), and how many people wrote them. Only public ones count. */
export const hashtagDays = pgTable(
    'hashtag_days',
    {
        tagId: id64('tag_id')
            .notNull()
            .references(() => tags.id, { onDelete: 'cascade' }),
        day: date('day').notNull(),
        uses: integer('uses').notNull(),
        people: integer('people').notNull(),
    },
    (table) => [primaryKey({ columns: [table.tagId, table.day] }), index('hashtag_days_day').on(table.day)],
);

export const linkDays = pgTable(
    'link_days',
    {
        cardId: id64('card_id')
            .notNull()
            .references(() => previewCards.id, { onDelete: 'cascade' }),
        day: date('day').notNull(),
        uses: integer('uses').notNull(),
        people: integer('people').notNull(),
    },
    (table) => [primaryKey({ columns: [table.cardId, table.day] }), index('link_days_day').on(table.day)],
);

/** What trends now, as it was counted last; written anew every few minutes. `score` falls as time passes. */
export const trends = pgTable(
    'trends',
    {
        kind: text('kind', { enum: ['hashtag', 'link', 'status'] }).notNull(),
        /** The id of a row of `tags`, `preview_cards` or `statuses`. */
        subjectId: id64('subject_id').notNull(),
        score: real('score').notNull(),
    },
    (table) => [
        primaryKey({ columns: [table.kind, table.subjectId] }),
        index('trends_score').on(table.kind, table.score),
    ],
);

/** People a member no longer wants to be suggested. */
export const dismissedSuggestions = pgTable(
    'dismissed_suggestions',
    { accountId: account('account_id'), targetId: account('target_id') },
    (table) => [primaryKey({ columns: [table.accountId, table.targetId] })],
);

/** The words of posts, for searching; can be made anew from `statuses` at any time. */
export const statusWords = pgTable(
    'status_words',
    {
        statusId: id64('status_id')
            .primaryKey()
            .references(() => statuses.id, { onDelete: 'cascade' }),
        words: tsvector('words').notNull(),
    },
    (table) => [index('status_words_words').using('gin', table.words)],
);

/** Translations already made. `source` is a hash of what was translated, so that an edit is translated anew. */
export const translations = pgTable(
    'translations',
    {
        source: text('source').notNull(),
        language: text('language').notNull(),
        texts: jsonb('texts').$type<string[]>().notNull(),
        detectedLanguage: text('detected_language'),
        provider: text('provider').notNull(),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        primaryKey({ columns: [table.source, table.language] }),
        index('translations_age').on(table.createdAt),
    ],
);
