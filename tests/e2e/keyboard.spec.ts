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

    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await expect(page).toHaveURL('/notifications');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});

test('single keys can be switched off', async ({ newcomer, browserOf }) => {
    const page = await browserOf(await newcomer('ana'), '/settings/keyboard');
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog', { name: 'New post' })).toBeVisible();
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
