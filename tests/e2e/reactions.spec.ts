import { expect, test } from './support/test';

test('an emoji is put under a post, shows at once, is still there after a reload, and is taken back', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('The whales are back');
    await ana.api('PUT', `/api/v1/statuses/${id}/emoji_reactions/${encodeURIComponent('🎉')}`);
    const page = await browserOf(bo, `/@${ana.username}/${id}`);

    // Joining in with what is there.
    await page.getByRole('button', { name: '🎉, 1 reaction' }).click();
    const joined = page.getByRole('button', { name: '🎉, 2 reactions' });
    await expect(joined).toHaveAttribute('aria-pressed', 'true');

    // Something of one's own, found by its name.
    await page.getByRole('button', { name: 'Add a reaction' }).click();
    const picker = page.getByRole('dialog', { name: 'Choose an emoji' });
    await picker.getByLabel('Find an emoji').fill('wave');
    await picker.getByRole('gridcell', { name: 'water wave' }).click();
    await expect(picker).toHaveCount(0);
    await expect(page.getByRole('button', { name: '🌊, 1 reaction' })).toBeVisible();
    await expect
        .poll(async () => {
            const status = await ana.api<{ emoji_reactions: { name: string; count: number }[] }>(
                'GET',
                `/api/v1/statuses/${id}`,
            );
            return status.emoji_reactions.map(({ name, count }) => `${name} ${count}`);
        })
        .toEqual(['🎉 2', '🌊 1']);

    await page.reload();
    await joined.click();
    await expect(page.getByRole('button', { name: '🎉, 1 reaction' })).toHaveAttribute(
        'aria-pressed',
        'false',
    );
});
