/** A member's public post within other pages. */
import { expect, test } from 'vitest';
import type { OEmbed } from '$lib/mastodon-api/entities';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus } from '../support/factories';
import { GET } from '../../src/routes/@[acct]/[id=status]/embed/+server';

const db = await testDatabase();
const embed = (acct: string, id: string) =>
    GET({ params: { acct, id }, locals: { requestId: 'test' } } as never);
const oembed = (url: string) => ask<OEmbed>('GET', `/api/oembed?url=${encodeURIComponent(url)}&maxwidth=300`);

test('is told as a frame, whose page shows the post without scripts and may be framed by anybody', async () => {
    const ana = await anAccount(db, { username: 'ana', displayName: 'Ana <b>' });
    const status = await aStatus(db, { by: ana, text: 'A coral' });
    const { body } = await oembed(status.url!);
    expect(body).toMatchObject({ type: 'rich', version: '1.0', author_name: 'Ana <b>', width: 300 });
    expect(body.html).toContain(`/@ana/${status.id}/embed"`);
    const page = await embed('ana', status.id);
    expect(page.headers.get('Content-Security-Policy')).toMatch(/default-src 'none';.*frame-ancestors \*/);
    const html = await page.text();
    expect(html).toContain('<p>A coral</p>');
    expect(html).toContain('Ana &lt;b&gt;');
    expect(html).not.toContain('<script');
});

test('is nothing of what is not open to everybody, of others, or under a wrong name', async () => {
    const ana = await anAccount(db, { username: 'ana' });
    const bob = await anAccount(db, { username: 'bob' });
    const far = await aStatus(db, { by: await aRemoteAccount(db) });
    const open = await aStatus(db, { by: ana });
    const closed = await aStatus(db, { by: ana, visibility: 'private' });
    const boost = await aStatus(db, { by: ana, boostOfId: far.id });
    for (const [acct, id] of [
        ['bob', open.id],
        ['ana', closed.id],
        ['ana', boost.id],
        ['ana', far.id],
        ['ana', '1'],
    ])
        expect((await embed(acct!, id!)).status).toBe(404);
    for (const url of [
        far.url!,
        closed.url!,
        `${bob.url}/${open.id}`,
        'https://elsewhere.test/@ana/1',
        '',
        'x',
    ])
        expect((await oembed(url)).status).toBe(404);
});
