import { expect, test } from './support/test';

test('a filter is made, changed and deleted in the settings', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    const page = await browserOf(ana, '/settings');
    await page.getByRole('link', { name: 'Filters' }).click();
    await page.getByRole('link', { name: 'New filter' }).click();
    await page.getByLabel('Name').fill('Football');
    await page.getByLabel('Word or phrase').fill('offside');
    await page.getByRole('radio', { name: 'Hide' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: /Football/ }).click();
    await expect(page.getByLabel('Word or phrase')).toHaveValue('offside');
    await page.getByRole('button', { name: 'Add a word' }).click();
    await page.getByLabel('Word or phrase').last().fill('penalty');
    await page.getByLabel('For how long').selectOption('1 day');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('link', { name: /offside and penalty/ })).toContainText('until');
    await page.getByRole('link', { name: /Football/ }).click();
    await page.getByRole('button', { name: 'Delete filter' }).click();
    await expect(page.getByText('You have no filters.')).toBeVisible();
});

test('whom somebody muted stands in a list, and is heard again from there', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.api<{ id: string }>('GET', `/api/v1/accounts/lookup?acct=${bo.username}`);
    await ana.api('POST', `/api/v1/accounts/${id}/mute`);
    const page = await browserOf(ana, '/settings/people');
    await page.getByRole('button', { name: `Unmute: ${bo.username}` }).click();
    await expect(page.getByRole('button', { name: `Mute: ${bo.username}`, exact: true })).toBeVisible();
    const [relationship] = await ana.api<{ muting: boolean }[]>(
        'GET',
        `/api/v1/accounts/relationships?id[]=${id}`,
    );
    expect(relationship?.muting).toBe(false);
});

test('a post is reported from its menu, with a reason and words for the moderators', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await bo.post('Buy cheap pearls');
    const page = await browserOf(ana, `/@${bo.username}/${id}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Report this post' }).click();
    const dialog = page.getByRole('dialog', { name: `Report @${bo.username}` });
    await expect(dialog.getByRole('checkbox', { name: 'Buy cheap pearls' })).toBeChecked();
    await dialog.getByRole('radio', { name: 'It is spam' }).check();
    await dialog.getByLabel('What else should the moderators know?').fill('Posted everywhere');
    await dialog.getByRole('button', { name: 'Send report' }).click();
    const messages = page.getByRole('region', { name: 'Messages' });
    await expect(messages.getByText('Thank you. The moderators will look at it.')).toBeVisible();
    await expect(dialog).toHaveCount(0);
});

test('who is muted from a menu is gone from the timeline, until it is undone', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await ana.follow(bo);
    await bo.post('Talking too much');
    const page = await browserOf(ana);
    const post = page.getByRole('article', { name: bo.username });
    await post.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: `Mute @${bo.username}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mute', exact: true }).click();
    await expect(post).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(post).toBeVisible();
});
