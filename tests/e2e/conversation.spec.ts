import { expect, test } from './support/test';

test('a reply is written in the thread and stands below what it answers', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('Who wants bread?');
    const page = await browserOf(bo, '/public/local');
    await page.getByText('Who wants bread?').click();
    await expect(page).toHaveURL(`/@${ana.username}/${id}`);
    await expect(page.getByRole('heading', { name: 'Conversation', level: 1 })).toBeVisible();

    await page.getByRole('button', { name: `Reply to ${ana.username}` }).click();
    const text = page.getByRole('textbox', { name: 'Text of the post' });
    await expect(text).toHaveValue(`@${ana.username} `);
    await text.pressSequentially('I do');
    await text.press('Control+Enter');

    const answer = page.getByRole('article', { name: bo.username }).getByText('I do');
    await expect(answer).toBeVisible();
});

test('favourite, boost, bookmark and follow show at once and are still there after a reload', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('Worth keeping');
    const page = await browserOf(bo, `/@${ana.username}/${id}`);
    for (const name of ['Favourite', 'Boost', 'Bookmark']) {
        await page.getByRole('button', { name }).click();
        await expect(page.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
    }
    await page
        .getByRole('link', { name: new RegExp(`@${ana.username}`) })
        .first()
        .click();
    await page.getByRole('button', { name: `Follow ${ana.username}` }).click();
    await expect(page.getByRole('button', { name: `Unfollow ${ana.username}` })).toBeVisible();

    // The server has it all once it says so itself.
    await expect
        .poll(async () => {
            const status = await bo.api<Record<string, unknown>>('GET', `/api/v1/statuses/${id}`);
            return [status['favourited'], status['reblogged'], status['bookmarked']];
        })
        .toEqual([true, true, true]);
    await page.reload();
    await expect(page.getByRole('button', { name: `Unfollow ${ana.username}` })).toBeVisible();
    await page.goto(`/@${ana.username}/${id}`);
    for (const name of ['Favourite', 'Boost', 'Bookmark'])
        await expect(page.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
});

test('what is behind a warning opens by its button and only by it', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    await ana.post('It was the gardener', { spoiler_text: 'How it ends' });
    const page = await browserOf(await newcomer('bo'), '/public/local');
    // Others post here too, behind warnings of their own.
    const post = page.getByRole('article').filter({ hasText: ana.username });
    await expect(post.getByText('How it ends')).toBeVisible();
    await expect(post.getByText('It was the gardener')).toBeHidden();
    await post.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(post.getByText('It was the gardener')).toBeVisible();
});

test('an unsent draft is still there after closing the composer and reloading', async ({
    newcomer,
    browserOf,
}) => {
    const page = await browserOf(await newcomer('ana'));
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Half a thought');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Messages' }).getByText('Kept as a draft')).toBeVisible();
    await page.reload();
    await page.getByText('What’s new?').click();
    await expect(page.getByRole('textbox', { name: 'Text of the post' })).toHaveValue('Half a thought');
});
