import { sql } from 'drizzle-orm';
import type { TrendsLink } from '$lib/mastodon-api/entities';
import { prepared, type Database } from '../db';
import { accountEntity } from './account';
import { CARD, type CardRow } from './attached-rows';
import { hydrateAccounts } from './hydrate';
import { cardEntity } from './preview-card';
import { usageHistory, type DayRow } from './usage-history';

const findLinks = prepared<{ id: string; card: CardRow; days: DayRow[] | null }, { ids: readonly string[] }>(
    (parameter) => sql`
        select c.id, ${CARD} as card, (select jsonb_agg(jsonb_build_object('day', d.day, 'uses', d.uses,
            'people', d.people)) from link_days d where d.card_id = c.id) as days
        from preview_cards c where c.id = any(${parameter('ids', 'bigint[]')})`,
);

/** Links by the ids of their cards, in that order, with their use of the last seven days. */
export async function presentLinks(db: Database, ids: readonly string[]): Promise<TrendsLink[]> {
    if (ids.length === 0) return [];
    const rows = new Map((await findLinks(db, { ids })).map((row) => [row.id, row]));
    const credited = [...rows.values()].flatMap(({ card }) => card.authorId ?? []);
    const accounts = await hydrateAccounts(db, credited);
    return ids.flatMap((id) => {
        const row = rows.get(id);
        if (!row) return [];
        const author = row.card.authorId === null ? undefined : accounts.get(row.card.authorId);
        const account = author && !author.suspended ? accountEntity(author) : null;
        return [{ ...cardEntity(row.card, account), history: usageHistory(row.days ?? []) }];
    });
}
