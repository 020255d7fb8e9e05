import { expect, test } from './support/test';

test('what an edited post said before can be read, with what came and what went', async ({
    newcomer,
    browserOf,
}) => {
    const ana = await newcomer('ana');
    const { id } = await ana.post('The boat leaves at five');
    await ana.api('PUT', `/api/v1/statuses/${id}`, { status: 'The boat leaves at six' });
    const page = await browserOf(await newcomer('bo'), `/@${ana.username}/${id}`);
    await page.getByRole('button', { name: /^Edited/ }).click();
    const versions = page.getByRole('dialog', { name: 'Edit history' }).getByRole('listitem');
    await expect(versions).toHaveCount(2);
    await expect(versions.first().getByRole('deletion')).toHaveText('five');
    await expect(versions.first().getByRole('insertion')).toHaveText('six');
    await expect(versions.last()).toContainText('The boat leaves at five');
});

test('who favourited a post is told where its numbers are', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('Fresh bread at the harbour');
    await bo.api('POST', `/api/v1/statuses/${id}/favourite`);
    const page = await browserOf(ana, `/@${ana.username}/${id}`);
    await page.getByRole('link', { name: '1 favourite' }).click();
    await expect(page.getByRole('list', { name: 'Favourites' })).toContainText(bo.username);
    await page.getByRole('link', { name: 'Boosts', exact: true }).click();
    await expect(page.getByText('Nobody has boosted this post yet.')).toBeVisible();
});
