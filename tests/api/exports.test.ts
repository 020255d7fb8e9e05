/** What a member takes along as tables. */
import { describe, expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { blocks, bookmarks, domainBlocks, follows, listAccounts, lists, mutes } from '$lib/server/db/schema';
import { findRoute, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';
import { config } from '$lib/server/config';

const db = await testDatabase();

/** The file as it is sent. */
async function file(kind: string, token: string): Promise<{ text: string; headers: Headers }> {
    const path = `/api/v1/exports/${kind}.csv`;
    const handler = (await findRoute(path)?.load())?.GET;
    const url = new URL(path, config().origin);
    const response = await handler!({
        request: new Request(url, { headers: { Authorization: `Bearer ${token}` } }),
        url,
        params: {},
        locals: { requestId: 'test' },
        getClientAddress: () => '127.0.0.1',
        cookies: { get: () => undefined },
    } as never);
    return { text: await response.text(), headers: response.headers };
}

async function aMemberWithEverything() {
    const ana = await anAccount(db, { username: 'ana' });
    const bob = await anAccount(db, { username: 'bob' });
    const eva = await aRemoteAccount(db, { username: 'eva', domain: 'far.test' });
    const [accountId, targetId] = [ana.id, eva.id];
    await db.insert(follows).values([
        { id: newId(), accountId, targetId, showBoosts: false, notify: true, languages: ['de', 'en'] },
        { id: newId(), accountId: bob.id, targetId: ana.id },
    ]);
    const list = { id: newId(), accountId, title: '=cmd("x"),y' };
    await db.insert(lists).values(list);
    await db.insert(listAccounts).values({ listId: list.id, accountId: targetId });
    await db.insert(blocks).values({ id: newId(), accountId, targetId: bob.id });
    await db.insert(mutes).values([
        { id: newId(), accountId, targetId, hideNotifications: false },
        { id: newId(), accountId, targetId: bob.id, expiresAt: new Date(Date.now() - 1_000) },
    ]);
    const status = await aStatus(db, { by: eva });
    await db.insert(bookmarks).values({ id: newId(), accountId, statusId: status.id });
    await db.insert(domainBlocks).values({ id: newId(), accountId, domain: 'spam.test' });
    return { token: await aToken(db, ana), status };
}

describe('exports', () => {
    test('are files with the columns that other servers import', async () => {
        const { token, status } = await aMemberWithEverything();
        const { domain } = config();
        const text = async (kind: string) => (await file(kind, token)).text;
        expect(await text('following')).toBe(
            'Account address,Show boosts,Notify on new posts,Languages\r\neva@far.test,false,true,"de, en"\r\n',
        );
        expect(await text('followers')).toBe(`Account address\r\nbob@${domain}\r\n`);
        expect(await text('blocks')).toBe(`bob@${domain}\r\n`);
        expect(await text('mutes')).toBe('Account address,Hide notifications\r\neva@far.test,false\r\n');
        expect(await text('bookmarks')).toBe(`${status.uri}\r\n`);
        expect(await text('domain_blocks')).toBe('spam.test\r\n');
        const { headers } = await file('blocks', token);
        expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
        expect(headers.get('Content-Disposition')).toBe('attachment; filename="blocks.csv"');
    });

    test('hold whom one lost by refusing a domain, as those whom one follows', async () => {
        const { token } = await aMemberWithEverything();
        const heading = 'Account address,Show boosts,Notify on new posts,Languages\r\n';
        expect((await file('severed_following', token)).text).toBe(heading);
        await ask('POST', '/api/v1/domain_blocks', { token, json: { domain: 'far.test' } });
        const { text } = await file('severed_following', token);
        expect(text).toBe(`${heading}eva@far.test,false,true,"de, en"\r\n`);
        expect((await file('severed_followers', token)).text).toBe('Account address\r\n');
        expect((await file('following', token)).text).toBe(heading);
    });

    test('hold nothing that a spreadsheet would run', async () => {
        const { token } = await aMemberWithEverything();
        expect((await file('lists', token)).text).toBe('"\'=cmd(""x""),y",eva@far.test\r\n');
    });

    test('go on past a thousand rows, none twice and none left out', async () => {
        const ana = await anAccount(db);
        await db.$client`insert into domain_blocks (id, account_id, domain)
            select n, ${ana.id}, 'd' || n || '.test' from generate_series(1, 2500) n`;
        const { text } = await file('domain_blocks', await aToken(db, ana));
        const rows = text.trimEnd().split('\r\n');
        expect(rows).toHaveLength(2_500);
        expect(new Set(rows).size).toBe(2_500);
    });

    test('are counted', async () => {
        const { token } = await aMemberWithEverything();
        expect((await ask('GET', '/api/v1/exports/stats', { token })).body).toMatchObject({
            following_count: 1,
            followers_count: 1,
            lists_count: 1,
            blocks_count: 1,
            bookmarks_count: 1,
        });
    });
});
