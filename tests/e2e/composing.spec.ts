import { expect, test } from './support/test';

test('a poll is asked, voted in by another, and the asker sees the vote', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const page = await browserOf(ana);
    await page.getByText('What’s new?').click();
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Where do we meet?');
    await page.getByRole('button', { name: 'Add a poll' }).click();
    const send = page.getByRole('button', { name: 'Post', exact: true });
    await expect(send).toBeDisabled();

    await page.getByLabel('Choice 1').fill('Beach');
    await page.getByLabel('Choice 1').press('Enter');
    await expect(page.getByLabel('Choice 2')).toBeFocused();
    await page.keyboard.type('Beach');
    await expect(page.getByText('Two choices are the same.')).toBeVisible();
    await expect(send).toBeDisabled();
    await page.getByLabel('Choice 2').fill('Harbour');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Lighthouse');
    await page.getByLabel('Runs for').selectOption('3 days');
    await page.getByLabel('Several choices may be taken').check();
    await send.click();

    const post = page.getByRole('article', { name: ana.username }).filter({ hasText: 'Where do we meet?' });
    await expect(post.getByText('Lighthouse')).toBeVisible();
    const id = (await post.getAttribute('data-status')) ?? '';
    const { poll } = await bo.api<{ poll: { id: string; multiple: boolean; expires_at: string } }>(
        'GET',
        `/api/v1/statuses/${id}`,
    );
    expect(poll.multiple).toBe(true);
    expect(Date.parse(poll.expires_at)).toBeGreaterThan(Date.now() + 2.9 * 86_400_000);
    await bo.api('POST', `/api/v1/polls/${poll.id}/votes`, { choices: [1, 2] });
    await page.goto(`/@${ana.username}/${id}`);
    await expect(page.getByRole('article').getByText('100 %').first()).toBeVisible();
});
