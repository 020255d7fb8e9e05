import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id64, moment } from './columns';
import { statuses } from './statuses';

/** Other servers: what they run, how they sign, whether they answer. */
export const instances = pgTable('instances', {
    domain: text('domain').primaryKey(),
    software: text('software'),
    version: text('version'),
    title: text('title'),
    languages: text('languages').array(),
    /** The signature form this host accepted last. */
    signatureForm: text('signature_form', { enum: ['draft-cavage', 'rfc9421'] }),
    failures: integer('failures').notNull().default(0),
    failingSince: moment('failing_since'),
    /** Nothing is sent before this moment. */
    retryAfter: moment('retry_after'),
    /** Given up after days of failures; revived by its own traffic. */
    parkedAt: moment('parked_at'),
    lastSuccessAt: moment('last_success_at'),
    lastSeenAt: moment('last_seen_at'),
    nodeinfoFetchedAt: moment('nodeinfo_fetched_at'),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
});

/** What moderators decided about a domain. */
export const domainPolicies = pgTable('domain_policies', {
    domain: text('domain').primaryKey(),
    id: id64('id').notNull().unique(),
    severity: text('severity', { enum: ['allow', 'noop', 'silence', 'suspend'] }).notNull(),
    rejectsMedia: boolean('rejects_media').notNull().default(false),
    rejectsReports: boolean('rejects_reports').notNull().default(false),
    publicComment: text('public_comment').notNull().default(''),
    privateComment: text('private_comment').notNull().default(''),
    obfuscated: boolean('obfuscated').notNull().default(false),
    createdAt: moment('created_at').notNull().defaultNow(),
});

/** Activities we owe to others: one stored body, signed when sent. */
export const outboundActivities = pgTable(
    'outbound_activities',
    {
        id: id64('id').primaryKey(),
        /** Unique, so that an effect which runs twice says a thing once. */
        uri: text('uri').notNull(),
        /** What it tells of: what is said of one thing arrives in the order it was said. */
        about: text('about'),
        /** Who signs. */
        accountId: id64('account_id').notNull(),
        body: text('body').notNull(),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [uniqueIndex('outbound_activities_uri').on(table.uri)],
);

/** One row per distinct inbox; gone once delivered. */
export const deliveries = pgTable(
    'deliveries',
    {
        id: id64('id').primaryKey(),
        activityId: id64('activity_id')
            .notNull()
            .references(() => outboundActivities.id, { onDelete: 'cascade' }),
        inboxUrl: text('inbox_url').notNull(),
        host: text('host').notNull(),
        /** Smaller goes first: 0 direct posts and answers, 1 followers, 2 interactions, 3 what only completes. */
        priority: integer('priority').notNull().default(1),
        /** Failures while its host took other things. */
        attempts: integer('attempts').notNull().default(0),
        /** Not tried before; the host as a whole may wait longer. */
        dueAt: moment('due_at').notNull().defaultNow(),
        lastError: text('last_error'),
    },
    (table) => [
        uniqueIndex('deliveries_once').on(table.activityId, table.inboxUrl),
        index('deliveries_in_lane').on(table.host, table.priority, table.id),
        index('deliveries_tried')
            .on(table.host)
            .where(sql`${table.lastError} is not null`),
    ],
);

/** Deliveries that were given up, for an operator to look at and to try again; kept for a month. */
export const deadDeliveries = pgTable(
    'dead_deliveries',
    {
        id: id64('id').primaryKey(),
        activityId: id64('activity_id')
            .notNull()
            .references(() => outboundActivities.id, { onDelete: 'cascade' }),
        inboxUrl: text('inbox_url').notNull(),
        host: text('host').notNull(),
        priority: integer('priority').notNull(),
        attempts: integer('attempts').notNull(),
        error: text('error').notNull(),
        gaveUpAt: moment('gave_up_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('dead_deliveries_once').on(table.activityId, table.inboxUrl),
        index('dead_deliveries_host').on(table.host),
        index('dead_deliveries_age').on(table.gaveUpAt),
    ],
);

/** Where deliveries wait in line: one row for each host that is owed something, worked off by one worker at a time. */
export const deliveryLanes = pgTable(
    'delivery_lanes',
    {
        host: text('host').primaryKey(),
        /** Smaller goes first: twice the priority of its most urgent delivery, and one more once it had a turn. */
        urgency: integer('urgency').notNull(),
        dueAt: moment('due_at').notNull(),
        /** A killed worker's lanes come back by themselves. */
        leasedUntil: moment('leased_until'),
        /** How often something was added, so that whoever is done with the lane learns of what came meanwhile. */
        arrivals: integer('arrivals').notNull().default(0),
    },
    (table) => [index('delivery_lanes_due').on(table.urgency, table.dueAt)],
);

/** Activities received, stored before they were acknowledged; unique by id so that a repeat has no effect. */
export const inboundActivities = pgTable(
    'inbound_activities',
    {
        id: id64('id').primaryKey(),
        uri: text('uri').notNull(),
        actorUri: text('actor_uri').notNull(),
        type: text('type').notNull(),
        body: text('body'),
        state: text('state', { enum: ['received', 'done', 'refused', 'dead'] })
            .notNull()
            .default('received'),
        attempts: integer('attempts').notNull().default(0),
        error: text('error'),
        receivedAt: moment('received_at').notNull().defaultNow(),
        processedAt: moment('processed_at'),
    },
    (table) => [
        uniqueIndex('inbound_activities_uri').on(table.actorUri, table.uri),
        index('inbound_activities_state')
            .on(table.state, table.id)
            .where(sql`${table.state} in ('received', 'dead')`),
        index('inbound_activities_age').on(table.receivedAt),
    ],
);

/** The latest fetch of the answers to a post from where they were written: under way until `finishedAt`. */
export const threadRefreshes = pgTable('thread_refreshes', {
    id: id64('id').primaryKey(),
    statusId: id64('status_id')
        .notNull()
        .unique()
        .references(() => statuses.id, { onDelete: 'cascade' }),
    /** Answers that were not here before. */
    resultCount: integer('result_count').notNull().default(0),
    /** Times in a row that brought nothing: the more, the longer until the next. */
    fruitless: integer('fruitless').notNull().default(0),
    /** Where the post was written nobody answered. */
    unreachable: boolean('unreachable').notNull().default(false),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
});

/** Things that were deleted, so that a late Create cannot bring them back. */
export const tombstones = pgTable(
    'tombstones',
    {
        uri: text('uri').primaryKey(),
        actorUri: text('actor_uri').notNull(),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('tombstones_age').on(table.createdAt)],
);

/** Servers that pass public posts on: ours to others, and others' to us. */
export const relays = pgTable('relays', {
    id: id64('id').primaryKey(),
    inboxUrl: text('inbox_url').notNull().unique(),
    kind: text('kind', { enum: ['mastodon', 'litepub'] }).notNull(),
    state: text('state', { enum: ['pending', 'accepted', 'rejected', 'disabled'] }).notNull(),
    /** Who speaks for the relay: told for LitePub, known of the other kind once it answered. */
    actorUri: text('actor_uri'),
    /** The Follow that it was asked by last. */
    followUri: text('follow_uri'),
    answeredAt: moment('answered_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
});

/** Settings of the community, one row each. */
export const settings = pgTable('settings', {
    name: text('name').primaryKey(),
    value: jsonb('value').notNull(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
});
