import { sql } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import { statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Viewer } from '../users';
import { once } from './once';
import { inLanguages, isPublic } from './public';

/**
 * The ids of public posts that link to the page at `url`, newest first.
 * @throws NotFound for a page that nobody here linked to.
 */
export async function linkTimeline(
    db: Database,
    viewer: Viewer | null,
    url: string,
    slice: Slice,
): Promise<string[]> {
    const [card] = await db.execute<{ id: string }>(sql`
        select id from preview_cards where url = ${url}
        union all select card_id from preview_links where url = ${url} and card_id is not null limit 1`);
    if (!card) throw new NotFound();
    const rows = await page(viewer !== null)(db, slice, {
        cardId: card.id,
        viewerId: viewer?.accountId ?? null,
        languages: viewer?.chosenLanguages ?? null,
    });
    return rows.map(({ id }) => id);
}

interface Values {
    cardId: string;
    viewerId: string | null;
    languages: string[] | null;
}

const page = once((isMember: boolean) =>
    preparedPage<{ id: string }, Values>((parameter, { within, order, limit }) => {
        const viewer = isMember ? parameter('viewerId', 'bigint') : null;
        return sql`
            select statuses.id from status_cards shown join ${statuses} on statuses.id = shown.status_id
            where shown.card_id = ${parameter('cardId', 'bigint')} and ${within(sql`shown.status_id`)}
                and ${isPublic(viewer)}
                and ${isMember ? inLanguages(parameter('languages', 'text[]')) : sql`true`}
            order by shown.status_id ${order} limit ${limit}`;
    }),
);
