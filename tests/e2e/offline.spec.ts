import { aPng } from '../support/pictures';
import { untilInstalled } from './support/installed';
import { expect, test } from './support/test';

const OFFLINE = /ERR_INTERNET_DISCONNECTED/;

test('with the network cut, home and an opened thread are still there after a cold start', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(OFFLINE);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('The tide is coming in');
    await ana.post('And it brings shells', { in_reply_to_id: id });
    const page = await browserOf(bo);
    await expect(page.getByText('The tide is coming in')).toBeVisible();
    await untilInstalled(page);
    await page.goto(`/@${ana.username}/${id}`);
    await expect(page.getByText('And it brings shells')).toBeVisible();

    const context = page.context();
    await page.close();
    await context.setOffline(true);
    const cold = await context.newPage();
    await cold.goto('/home');
    await expect(cold.getByText('The tide is coming in')).toBeVisible();
    await expect(cold.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible();
    await cold.goto(`/@${ana.username}/${id}`);
    await expect(cold.getByText('And it brings shells')).toBeVisible();
});

test('what is done offline shows at once, and is sent once, in order, when the network is back', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    // The names of emoji were never fetched; and the recorder of traces asks for what only the page has.
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Connecting to 'blob:/);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('Nobody is far from the sea');
    const page = await browserOf(bo);
    const post = page.getByRole('article').filter({ hasText: 'Nobody is far from the sea' });
    await expect(post).toBeVisible();
    await untilInstalled(page);

    await page.context().setOffline(true);
    await post.getByRole('button', { name: /favourite/i }).click();
    await expect(post.getByRole('button', { name: /favourite/i })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible();
    await page.getByRole('button', { name: 'What’s new?' }).click();
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Written on the boat');
    const picture = { name: 'boat.png', mimeType: 'image/png', buffer: await aPng() };
    await page.locator('input[type=file]').setInputFiles([picture]);
    await expect(page.getByText('Waits for the network')).toBeVisible();
    await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Queue/ })
        .click();
    await expect(page.getByText('Written on the boat')).toBeVisible();

    await page.context().setOffline(false);
    const mine = async () => {
        const me = await bo.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
        const posts = await bo.api<{ content: string; media_attachments: unknown[] }[]>(
            'GET',
            `/api/v1/accounts/${me.id}/statuses`,
        );
        return posts.map(({ content, media_attachments: { length } }) => [
            content.replace(/<[^>]*>/g, ''),
            length,
        ]);
    };
    await expect.poll(mine, { timeout: 20_000 }).toEqual([['Written on the boat', 1]]);
    const status = await ana.api<{ favourites_count: number }>('GET', `/api/v1/statuses/${id}`);
    expect(status.favourites_count).toBe(1);
    await expect(page.getByRole('article').filter({ hasText: 'Written on the boat' })).toHaveCount(1);
    expect(await mine()).toHaveLength(1);
});

test('a post written in the last moment before the tab is closed is sent all the same, once', async ({
    newcomer,
    browserOf,
}) => {
    const bo = await newcomer('bo');
    const page = await browserOf(bo);
    // Thirty seconds to take a post back: nobody waits for that to pass.
    await page.evaluate(() => localStorage.setItem('atoll:preferences', JSON.stringify({ undoSend: 30 })));
    await page.reload();
    await page.getByRole('button', { name: 'What’s new?' }).click();
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Last words');
    await page.getByRole('dialog').getByRole('button', { name: 'Post in 30 s' }).click();
    await expect(page.getByText('Last words')).toBeVisible();
    const context = page.context();
    await page.close({ runBeforeUnload: true });

    const posts = async () => {
        const me = await bo.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
        return bo.api<unknown[]>('GET', `/api/v1/accounts/${me.id}/statuses`);
    };
    await expect.poll(posts).toHaveLength(1);
    // The row is still on the device; the key under which it is sent again makes it the same post.
    const again = await context.newPage();
    await again.goto('/home');
    await expect(again.getByRole('article').filter({ hasText: 'Last words' })).toHaveCount(1);
    expect(await posts()).toHaveLength(1);
});

test('signing out leaves nothing of the person on the device', async ({ newcomer, browserOf }) => {
    const page = await browserOf(await newcomer('bo'), '/settings');
    await untilInstalled(page);
    // What a guest looks at afterwards is kept again, under the same names.
    await page.evaluate(async () => {
        for (const name of ['avatars', 'media', 'emoji'])
            await (await caches.open(name)).put('/of-before', new Response('seen'));
    });
    await page.getByRole('button', { name: 'Sign out here' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    const left = () =>
        page.evaluate(async () => ({
            databases: (await indexedDB.databases()).flatMap(({ name = '' }) =>
                name.startsWith('atoll-') ? [name] : [],
            ),
            member: localStorage.getItem('atoll:member'),
            ofBefore: (await caches.match('/of-before')) !== undefined,
        }));
    await expect.poll(left).toEqual({ databases: [], member: null, ofBefore: false });
});

test('what comes from the server is cleaned before it is shown or kept', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/Content Security Policy|404/);
    const bo = await newcomer('bo');
    await bo.post('harmless');
    const page = await browserOf(bo);
    await expect(page.getByText('harmless')).toBeVisible();
    await page.route('**/api/v1/timelines/public*', async (route) => {
        const response = await route.fetch();
        const statuses = (await response.json()) as { content: string; account: { url: string } }[];
        for (const status of statuses) {
            status.content =
                '<p onclick="window.hit=1">still <b>here</b><img src=x onerror="window.hit=1"><script>window.hit=1</script>' +
                '<a class="mention evil" href="javascript:window.hit=1">link</a></p>';
            status.account.url = 'javascript:window.hit=1';
        }
        await route.fulfill({ response, json: statuses });
    });
    await page.goto('/public/local');
    const post = page.getByRole('article').filter({ hasText: 'still here' }).first();
    await expect(post).toBeVisible();
    await expect(post.locator('img[src="x"], script, [onclick], .evil, [href^="javascript"]')).toHaveCount(0);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
});
