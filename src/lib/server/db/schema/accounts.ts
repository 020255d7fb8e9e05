import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id64, moment } from './columns';

/** One line of a profile. `value` is HTML; `source` is what a local member typed. */
export interface ProfileField {
    name: string;
    value: string;
    source?: string;
    /** Since when the page it names is known to be the same person's. */
    verifiedAt?: string;
    /** When that page was last asked. */
    checkedAt?: string;
}

/** How many there are of each, by somebody's own server; what it does not tell is missing. */
export interface OriginCounts {
    followers?: number;
    following?: number;
    statuses?: number;
}

/** What members choose for their own profile; each value is one of a list, and what is not chosen is the community's. */
export interface ProfileStyle {
    /** Degrees; lightness and chroma are the theme's, so that every hue can be read. */
    hue?: number;
    backdrop?: string;
    font?: string;
    /** Which list of posts is shown first. */
    firstTab?: string;
}

/** Everybody known here, members and remote people alike; `domain` is null for local accounts. */
export const accounts = pgTable(
    'accounts',
    {
        id: id64('id').primaryKey(),
        username: text('username').notNull(),
        domain: text('domain'),
        actorType: text('actor_type', { enum: ['Person', 'Service', 'Group', 'Organization', 'Application'] })
            .notNull()
            .default('Person'),
        /** The ActivityPub id: who this is, everywhere. */
        uri: text('uri').notNull(),
        /** The page for people. */
        url: text('url'),
        displayName: text('display_name').notNull().default(''),
        bioSource: text('bio_source').notNull().default(''),
        bioHtml: text('bio_html').notNull().default(''),
        fields: jsonb('fields').$type<ProfileField[]>().notNull().default([]),
        /** Custom emoji used in name, bio and fields: shortcode → image address. */
        emojis: jsonb('emojis').$type<Record<string, string>>().notNull().default({}),
        avatarUrl: text('avatar_url'),
        avatarStaticUrl: text('avatar_static_url'),
        avatarDescription: text('avatar_description').notNull().default(''),
        headerUrl: text('header_url'),
        headerStaticUrl: text('header_static_url'),
        headerDescription: text('header_description').notNull().default(''),
        /** What the files of a member's pictures take, in bytes. */
        avatarBytes: integer('avatar_bytes').notNull().default(0),
        headerBytes: integer('header_bytes').notNull().default(0),
        /** How a member's own profile looks to visitors here; it goes nowhere else. */
        style: jsonb('style').$type<ProfileStyle>().notNull().default({}),
        locked: boolean('locked').notNull().default(false),
        discoverable: boolean('discoverable'),
        /** Consent to be found by the words of public posts (FEP-5feb). */
        indexable: boolean('indexable').notNull().default(false),
        hidesCollections: boolean('hides_collections').notNull().default(false),
        /** Which tabs their profile has. */
        showsFeatured: boolean('shows_featured').notNull().default(true),
        showsMedia: boolean('shows_media').notNull().default(true),
        showsMediaReplies: boolean('shows_media_replies').notNull().default(true),
        memorial: boolean('memorial').notNull().default(false),
        alsoKnownAs: text('also_known_as').array().notNull().default([]),
        movedToId: id64('moved_to_id'),
        /** When they moved last; nobody moves on at once. */
        movedAt: moment('moved_at'),
        attributionDomains: text('attribution_domains').array().notNull().default([]),
        inboxUrl: text('inbox_url').notNull().default(''),
        sharedInboxUrl: text('shared_inbox_url'),
        outboxUrl: text('outbox_url'),
        followersUrl: text('followers_url'),
        followingUrl: text('following_url'),
        featuredUrl: text('featured_url'),
        featuredTagsUrl: text('featured_tags_url'),
        followersCount: integer('followers_count').notNull().default(0),
        followingCount: integer('following_count').notNull().default(0),
        statusesCount: integer('statuses_count').notNull().default(0),
        /** What the origin tells of people and posts that never came here. */
        originCounts: jsonb('origin_counts').$type<OriginCounts>(),
        lastStatusAt: moment('last_status_at'),
        /** Limited: shown only to followers and those who look for it. */
        silencedAt: moment('silenced_at'),
        /** By what was decided about them, or about their whole domain. */
        silencedBy: text('silenced_by', { enum: ['local', 'domain'] }),
        suspendedAt: moment('suspended_at'),
        suspendedBy: text('suspended_by', { enum: ['local', 'remote', 'domain'] }),
        /** Pictures and files of their domain are neither shown nor fetched. */
        mediaRefused: boolean('media_refused').notNull().default(false),
        sensitizedAt: moment('sensitized_at'),
        /** Whether moderators let this person's posts trend; null before they looked. */
        trendable: boolean('trendable'),
        createdAt: moment('created_at').notNull().defaultNow(),
        updatedAt: moment('updated_at').notNull().defaultNow(),
        /** When a remote profile was last read from its origin. */
        fetchedAt: moment('fetched_at'),
        /** When the posts of a remote profile were last read from its origin. */
        backfilledAt: moment('backfilled_at'),
    },
    (table) => [
        uniqueIndex('accounts_uri').on(table.uri),
        uniqueIndex('accounts_handle').on(
            sql`lower(${table.username})`,
            sql`coalesce(lower(${table.domain}), '')`,
        ),
        index('accounts_domain').on(table.domain),
        // Whose a picture of another server is.
        index('accounts_avatar_url').using('hash', table.avatarUrl),
        index('accounts_header_url').using('hash', table.headerUrl),
        // Few, and asked about for every post that is shown.
        index('accounts_suspended')
            .on(table.id)
            .where(sql`${table.suspendedAt} is not null`),
        index('accounts_silenced')
            .on(table.id)
            .where(sql`${table.silencedAt} is not null`),
        index('accounts_search').using(
            'gin',
            sql`(lower(${table.username} || ' ' || ${table.displayName})) gin_trgm_ops`,
        ),
        // The directory: those seen last, and those who came last (by id).
        index('accounts_directory')
            .on(sql`${table.lastStatusAt} desc nulls last`, sql`${table.id} desc`)
            .where(sql`${table.discoverable} and ${table.suspendedAt} is null`),
        index('accounts_directory_new')
            .on(table.id)
            .where(sql`${table.discoverable} and ${table.suspendedAt} is null`),
        // Searching for people: by the beginning of their username (of members, who are few, too) and of words of their name.
        index('accounts_username_start').on(sql`lower(${table.username}) text_pattern_ops`),
        index('accounts_member_start')
            .on(sql`lower(${table.username}) text_pattern_ops`)
            .where(sql`${table.domain} is null`),
        index('accounts_name_words').using('gin', sql`to_tsvector('simple', ${table.displayName})`),
        index('accounts_most_followed')
            .on(sql`${table.followersCount} desc`)
            .where(sql`${table.discoverable} and ${table.suspendedAt} is null`),
        check('accounts_username_size', sql`length(${table.username}) between 1 and 2048`),
    ],
);

/** Signing keys, by what their owner lists them for; `privatePem` only of those we act for. */
export const accountKeys = pgTable(
    'account_keys',
    {
        /** The key's address, such as `https://a.example/users/ana#main-key`. */
        keyId: text('key_id').primaryKey(),
        accountId: id64('account_id')
            .notNull()
            .references(() => accounts.id, { onDelete: 'cascade' }),
        kind: text('kind', { enum: ['rsa', 'ed25519'] }).notNull(),
        publicPem: text('public_pem').notNull(),
        privatePem: text('private_pem'),
        /** Listed as `publicKey` or `authentication`. */
        forRequests: boolean('for_requests').notNull().default(true),
        /** Listed as `assertionMethod`. */
        forProofs: boolean('for_proofs').notNull().default(false),
        /** Nothing that is signed with it counts any more. */
        expiresAt: moment('expires_at'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [index('account_keys_account').on(table.accountId)],
);
