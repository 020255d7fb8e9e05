import { expect, test, vi } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount } from '../../../../../tests/support/factories';
import { asViewer } from '../../../../../tests/support/viewers';
import { threadOf } from '../statuses';
import {
    accountTimeline,
    bookmarkedBy,
    favouritedBy,
    homeTimeline,
    listTimeline,
    publicTimeline,
    tagTimeline,
} from './index';

const db = await testDatabase();

/** Twenty thousand posts by two hundred people, a fifth of them answers, each with a hashtag. */
async function fill(readerId: string): Promise<string> {
    await db.$client`
        insert into accounts (id, username, uri) select n, 'u' || n, 'u:' || n from generate_series(1, 200) n`;
    await db.$client`
        insert into statuses (id, account_id, uri, local, visibility, created_at, in_reply_to_id, in_reply_to_account_id)
        select n, n % 200 + 1, 's:' || n, n % 2 = 0, 'public', now(),
            case when n % 5 = 0 then n - 1 end, case when n % 5 = 0 then (n - 1) % 200 + 1 end
        from generate_series(1, 20000) n`;
    await db.$client`insert into tags (id, name, display_name) select n, 't' || n, 'T' || n from generate_series(1, 50) n`;
    await db.$client`insert into status_tags select id, id % 50 + 1 from statuses`;
    await db.$client`insert into home_feed select ${readerId}, id, account_id, null from statuses where id > 19200`;
    await db.$client`insert into lists (id, account_id, title) values (1, ${readerId}, 'Some')`;
    await db.$client`insert into list_accounts select 1, id from accounts where id <= 20`;
    await db.$client`insert into favourites (id, account_id, status_id) select id, ${readerId}, id from statuses`;
    await db.$client`insert into bookmarks (id, account_id, status_id) select id, ${readerId}, id from statuses`;
    await db.$client`analyze`;
    return '19999';
}

test('no timeline reads all posts, likes or homes to show twenty, on the first page or a later one', async () => {
    const viewer = await asViewer(db, await anAccount(db));
    const newest = await fill(viewer.accountId);
    const asked = vi.spyOn(db.$client, 'unsafe');
    for (const slice of [{ limit: 20 }, { limit: 20, maxId: '15000' }, { limit: 20, minId: '15000' }]) {
        await homeTimeline(db, viewer, slice);
        for (const reader of [viewer, null]) {
            await publicTimeline(db, reader, {}, slice);
            await publicTimeline(db, reader, { origin: 'local' }, slice);
            await tagTimeline(db, reader, 't7', {}, slice);
            await accountTimeline(db, reader, '7', {}, slice);
        }
        await listTimeline(db, viewer, '1', slice);
        await favouritedBy(db, viewer, slice);
        await bookmarkedBy(db, viewer, slice);
    }
    await threadOf(db, viewer, newest);
    const statements = asked.mock.calls.map(([text, values]) => [text, values ?? []] as const);
    asked.mockRestore();
    expect(statements.length).toBeGreaterThan(30);
    for (const [text, values] of statements) {
        const plan = await db.$client.unsafe(`explain ${text}`, values as never[]);
        const lines = plan.map((row) => String(row['QUERY PLAN']));
        expect(
            lines.filter((line) =>
                /Seq Scan on (statuses|home_feed|favourites|bookmarks|status_tags)\b/.test(line),
            ),
            text,
        ).toEqual([]);
    }
});
