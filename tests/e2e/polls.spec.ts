import { expect, test } from './support/test';

const poll = { options: ['Tea', 'Coffee'], expires_in: 3600 };

test('a vote shows its result at once, and the server has it', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('What shall we drink?', { poll });
    const page = await browserOf(bo, `/@${ana.username}/${id}`);
    await expect(page.getByRole('button', { name: 'Vote' })).toBeDisabled();
    await page.getByRole('radio', { name: 'Tea' }).check();
    await page.getByRole('button', { name: 'Vote' }).click();
    const tea = page.getByRole('listitem').filter({ hasText: 'Tea' });
    await expect(tea).toContainText('100 %');
    await expect(tea.getByRole('img', { name: 'Your vote' })).toBeVisible();
    await expect(page.getByRole('radio')).toHaveCount(0);

    type Told = { poll: { own_votes: number[]; votes_count: number } };
    await expect
        .poll(async () => (await bo.api<Told>('GET', `/api/v1/statuses/${id}`)).poll)
        .toMatchObject({ own_votes: [0], votes_count: 1 });
    await page.reload();
    await expect(tea).toContainText('100 %');
});

test('a vote cast offline is counted when the network is back', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to load resource|WebSocket/);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('And to eat?', { poll: { ...poll, multiple: true, hide_totals: true } });
    const page = await browserOf(bo, `/@${ana.username}/${id}`);
    await page.getByRole('checkbox', { name: 'Tea' }).check();
    await page.getByRole('checkbox', { name: 'Coffee' }).check();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Vote' }).click();
    await expect(page.getByRole('img', { name: 'Your vote' })).toHaveCount(2);
    await expect(page.getByText('results are shown when it ends')).toBeVisible();
    await page.context().setOffline(false);
    await expect
        .poll(
            async () =>
                (await bo.api<{ poll: { voters_count: number } }>('GET', `/api/v1/statuses/${id}`)).poll,
        )
        .toMatchObject({ voters_count: 1, own_votes: [0, 1] });
});
