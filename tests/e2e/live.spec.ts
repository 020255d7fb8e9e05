import { expect, test } from './support/test';

test('a post appears in another browser without reloading, behind the pill, and moves nothing', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await ana.post('The first light of the day');
    const reader = await browserOf(bo);
    const first = reader.getByText('The first light of the day');
    await expect(first).toBeVisible();
    const before = await first.boundingBox();

    const writer = await browserOf(ana);
    await writer.keyboard.press('n');
    await writer.getByRole('textbox', { name: 'Text of the post' }).fill('And now the sun');
    await writer.getByRole('button', { name: 'Post', exact: true }).click();
    await expect(writer.getByRole('article').getByText('And now the sun')).toBeVisible();

    const pill = reader.getByRole('button', { name: '1 new post' });
    await expect(pill).toBeVisible();
    await expect(reader.getByText('And now the sun')).toBeHidden();
    expect(await first.boundingBox()).toEqual(before);

    await pill.click();
    await expect(reader.getByText('And now the sun')).toBeVisible();
    await expect(pill).toBeHidden();
});

test('a deleted post leaves other people’s feeds', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    const { id } = await ana.post('I will regret this');
    const reader = await browserOf(await newcomer('bo'), '/public/local');
    await expect(reader.getByText('I will regret this')).toBeVisible();
    await ana.api('DELETE', `/api/v1/statuses/${id}`);
    await expect(reader.getByText('I will regret this')).toBeHidden();
});

test('a mention is counted in the navigation as it happens', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const page = await browserOf(bo);
    await expect(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
    await ana.post(`@${bo.username} are you awake?`);
    await page.getByRole('link', { name: 'Notifications, 1 unread' }).click();
    await expect(page.getByText('are you awake?')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
});
