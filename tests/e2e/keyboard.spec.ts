import { expect, test } from './support/test';

test('a walk through the feed with nothing but keys', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    for (const word of ['one', 'two', 'three']) await ana.post(`Post number ${word}`);
    const page = await browserOf(bo);
    const post = (word: string) => page.getByRole('article').filter({ hasText: `number ${word}` });
    await expect(post('one')).toBeVisible();

    await page.keyboard.press('j');
    await expect(post('three')).toBeFocused();
    await page.keyboard.press('j');
    await expect(post('two')).toBeFocused();
    await page.keyboard.press('f');
    await expect(post('two').getByRole('button', { name: 'Favourite' })).toHaveAttribute(
        'aria-pressed',
        'true',
    );
    await page.keyboard.press('k');
    await expect(post('three')).toBeFocused();

    await page.keyboard.press('r');
    await expect(page.getByRole('dialog', { name: /Reply to/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await post('three').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Conversation', level: 1 })).toBeFocused();
    await page.goBack();
    await expect(post('three')).toBeFocused();

    await page.keyboard.press('m');
    const text = page.getByRole('dialog').getByRole('textbox').first();
    await expect(text).toHaveValue(`@${ana.username} `);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await post('three').focus();
    await page.keyboard.press('PageDown');
    await expect(post('two')).toBeFocused();
    await page.keyboard.press('p');
    await expect(page).toHaveURL(`/@${ana.username}`);

    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await expect(page).toHaveURL('/notifications');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});

test('warnings open and close together, and conversations are passed over', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await ana.post('Elsewhere');
    const { id } = await ana.post('Behind the first', { spoiler_text: 'A' });
    await ana.post('Behind the second', { spoiler_text: 'B', in_reply_to_id: id });
    const page = await browserOf(bo);
    const post = (word: string) => page.getByRole('article').filter({ hasText: word });
    await expect(page.getByText('Elsewhere')).toBeVisible();
    await page.keyboard.press('z');
    await expect(page.getByText(/Behind the/)).toHaveCount(2);
    await page.keyboard.press('j');
    await expect(post('Behind the second')).toBeFocused();
    await page.keyboard.press('x');
    await expect(page.getByText(/Behind the/)).toHaveCount(1);
    await page.keyboard.press('z');
    await expect(page.getByText(/Behind the/)).toHaveCount(0);
    await page.keyboard.press('Shift+J');
    await expect(post('Elsewhere')).toBeFocused();
});

test('the focus stays with the feed when its post scrolls far away, and returns with it', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    for (let n = 1; n <= 30; n++) await ana.post(`Post ${n}\n\n${'line\n'.repeat(6)}`);
    const page = await browserOf(bo);
    const newest = page.getByRole('article').filter({ hasText: 'Post 30' });
    await expect(newest).toBeVisible();
    await page.keyboard.press('j');
    await expect(newest).toBeFocused();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(newest).toHaveCount(0);
    await expect(page.getByRole('feed')).toBeFocused();
    await page.evaluate(() => scrollTo(0, 0));
    await expect(newest).toBeFocused();
});

test('keys are chosen anew, told where they meet others, and switched off', async ({
    newcomer,
    browserOf,
}) => {
    const page = await browserOf(await newcomer('ana'), '/settings/keyboard');
    const compose = page.getByRole('button', { name: /^New post: n\./ });
    await compose.click();
    await page.keyboard.press('b');
    const meeting = page.getByRole('listitem').getByText(/^Also:/);
    await expect(meeting).toHaveCount(2);
    await expect(meeting.filter({ hasText: 'Boost' })).toBeVisible();
    // The help shows both, beside “g b”.
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' }).getByText('b', { exact: true })).toHaveCount(
        3,
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('button', { name: /^New post: b\./ }).click();
    await page.keyboard.press('y');
    await page.keyboard.press('c');
    await expect(meeting).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('button', { name: /^New post: y c\./ })).toBeVisible();

    await page.keyboard.press('n');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('y');
    await page.keyboard.press('c');
    await expect(page.getByRole('dialog', { name: 'New post' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
    await page.keyboard.press('y');
    await page.keyboard.press('c');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeHidden();
});

test('the first stop of the tab key leads past the navigation', async ({ newcomer, browserOf }) => {
    const page = await browserOf(await newcomer('ana'));
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
});
