import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { moment } from './columns';

/** Files of other servers that are kept here for whoever looks again, under a ceiling in bytes. */
export const remoteFiles = pgTable(
    'remote_files',
    {
        /** SHA-256 of the address. */
        urlHash: text('url_hash').primaryKey(),
        url: text('url').notNull(),
        /** The host the file is on. */
        domain: text('domain').notNull(),
        /** Somebody is fetching it; it is here; it is being removed. */
        state: text('state', { enum: ['arriving', 'kept', 'leaving'] }).notNull(),
        /** What it is stored as, and is of by its bytes; null while it arrives. */
        key: text('key'),
        mimeType: text('mime_type'),
        /** What it takes, or what is reserved for it. */
        bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
        /** 2: members did something with a post that shows it; 1: it is of somebody they follow; 0: neither. */
        interest: smallint('interest').notNull().default(0),
        /** To the hour, so that looking at something seldom writes. */
        lastViewedAt: moment('last_viewed_at').notNull().defaultNow(),
    },
    (table) => [
        // The order in which they leave.
        index('remote_files_leaving')
            .on(table.interest, table.lastViewedAt, table.urlHash)
            .where(sql`${table.state} = 'kept'`),
        index('remote_files_domain').on(table.domain),
    ],
);

/** One row: what all remote files take together, reservations included. Every process counts here. */
export const remoteSpace = pgTable(
    'remote_space',
    {
        id: smallint('id').primaryKey().default(1),
        bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    },
    (table) => [check('remote_space_is_one', sql`${table.id} = 1`)],
);
