import { sql } from 'drizzle-orm';
import { isId, preparedPage, type Database, type Slice } from '../../db';
import { statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import { normaliseHashtag } from '$lib/text';
import { boostedNotHiddenFrom, visibleTo } from '../statuses';
import type { Actor } from '../users';
import { once } from './once';
import { hasMedia } from './public';

/** What of somebody's posts is asked for. */
export interface AccountFilter {
    excludeReplies?: boolean;
    excludeBoosts?: boolean;
    onlyMedia?: boolean;
    pinned?: boolean;
    /** A hashtag, as it is written. */
    tagged?: string;
}

/**
 * The ids of what an account posted, as far as the viewer may see it, newest first. Muting does not hide a
 * profile, but it hides what a profile boosts.
 * @throws NotFound for an account that is unknown.
 */
export async function accountTimeline(
    db: Database,
    viewer: Actor | null,
    accountId: string,
    { tagged, ...filter }: AccountFilter,
    slice: Slice,
): Promise<string[]> {
    if (!isId(accountId)) throw new NotFound();
    const rows = await page(viewer !== null, { ...filter, tagged: tagged !== undefined })(db, slice, {
        accountId,
        viewerId: viewer?.accountId ?? null,
        tag: tagged === undefined ? null : normaliseHashtag(tagged),
    });
    if (rows.length === 0) await requireAccount(db, accountId);
    return rows.map(({ id }) => id);
}

async function requireAccount(db: Database, accountId: string): Promise<void> {
    const known = await db.query.accounts.findFirst({
        columns: { id: true },
        where: (row, { eq }) => eq(row.id, accountId),
    });
    if (!known) throw new NotFound();
}

type Wanted = Omit<AccountFilter, 'tagged'> & { tagged: boolean };

const page = once((isMember: boolean, wanted: Wanted) =>
    preparedPage<{ id: string }, { accountId: string; viewerId: string | null; tag: string | null }>(
        (parameter, { within, order, limit }) => {
            const viewer = isMember ? parameter('viewerId', 'bigint') : null;
            const conditions = [visibleTo(viewer)];
            if (!wanted.excludeBoosts) conditions.push(boostedNotHiddenFrom(viewer));
            if (wanted.excludeReplies)
                conditions.push(sql`(statuses.in_reply_to_account_id = statuses.account_id
                    or statuses.in_reply_to_account_id is null and statuses.in_reply_to_uri is null)`);
            if (wanted.excludeBoosts) conditions.push(sql`statuses.boost_of_id is null`);
            if (wanted.onlyMedia) conditions.push(hasMedia);
            if (wanted.pinned)
                conditions.push(sql`exists (select 1 from pins p
                    where p.account_id = statuses.account_id and p.status_id = statuses.id)`);
            if (wanted.tagged)
                conditions.push(sql`exists (select 1 from status_tags t join tags on tags.id = t.tag_id
                    where t.status_id = statuses.id and tags.name = ${parameter('tag', 'text')})`);
            return sql`
                select statuses.id from ${statuses}
                where statuses.account_id = ${parameter('accountId', 'bigint')} and ${within(sql`statuses.id`)}
                    and ${sql.join(conditions, sql` and `)}
                order by statuses.id ${order} limit ${limit}`;
        },
    ),
);
