/** A member's public post within other pages. */
import { expect, test } from 'vitest';
import type { OEmbed } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { mediaAttachments } from '$lib/server/db/schema';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus } from '../support/factories';
import { GET } from '../../src/routes/@[acct]/[id=status]/embed/+server';

const db = await testDatabase();
const embed = (acct: string, id: string) =>
    GET({ params: { acct, id }, locals: { requestId: 'test' } } as never);
const oembed = (url: string) => ask<OEmbed>('GET', `/api/oembed?url=${encodeURIComponent(url)}&maxwidth=300`);

async function aPicture(
    { id: statusId, accountId }: Awaited<ReturnType<typeof aStatus>>,
    description: string | null = null,
) {
    const id = newId();
    const files = { key: `${id}.webp`, previewKey: `${id}-small.webp` };
    await db
        .insert(mediaAttachments)
        .values({ id, accountId, statusId, type: 'image', description, ...files });
}

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

test('shows its pictures with their descriptions, and what is sensitive when asked', async () => {
    const ana = await anAccount(db, { username: 'ana' });
    const open = await aStatus(db, { by: ana, text: 'Green' });
    await aPicture(open, 'Green "water"');
    const html = await (await embed('ana', open.id)).text();
    expect(html).toContain('alt="Green &quot;water&quot;"');
    expect(html).not.toContain('<details>');
    const sensitive = await aStatus(db, { by: ana, text: 'Red', sensitive: true });
    await aPicture(sensitive);
    expect(await (await embed('ana', sensitive.id)).text()).toContain('<details><summary>Sensitive content');
    const warned = await aStatus(db, { by: ana, text: 'The end', contentWarning: 'Spoilers' });
    expect(await (await embed('ana', warned.id)).text()).toMatch(/<summary>Spoilers<.*The end.*<\/details>/);
});

test('says in a page of its own that there is no such post', async () => {
    const page = await embed('ana', '1');
    expect(page.headers.get('Content-Type')).toMatch('text/html');
    expect(await page.text()).toContain('There is nothing here');
});
