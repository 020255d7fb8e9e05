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

test('an edit shows at once, keeps the former version, and begins with what was written', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('The fery leaves at nine', { spoiler_text: 'Timetable' });
    const reader = await browserOf(bo, `/@${ana.username}/${id}`);
    const page = await browserOf(ana, `/@${ana.username}/${id}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit post' });
    const text = dialog.getByRole('textbox', { name: 'Text of the post' });
    await expect(text).toHaveValue('The fery leaves at nine');
    await expect(dialog.getByRole('textbox', { name: 'Content warning' })).toHaveValue('Timetable');
    await text.fill('The ferry leaves at ten');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByText('The ferry leaves at ten')).toBeVisible();

    // Whoever reads it hears of it.
    await reader.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(reader.getByText('The ferry leaves at ten')).toBeVisible();
    const history = await bo.api<{ content: string }[]>('GET', `/api/v1/statuses/${id}/history`);
    expect(history.map(({ content }) => content)).toEqual([
        '<p>The fery leaves at nine</p>',
        '<p>The ferry leaves at ten</p>',
    ]);
});

test('a post is deleted and written anew, as the answer it was', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id: asked } = await bo.post('Who has a boat?');
    const { id } = await ana.post(`@${bo.username} I have too`, { in_reply_to_id: asked });
    const page = await browserOf(ana, `/@${bo.username}/${asked}`);
    const answer = page.getByRole('article', { name: ana.username });
    await answer.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete and write anew' }).click();
    const text = page.getByRole('textbox', { name: 'Text of the post' });
    await expect(text).toHaveValue(`@${bo.username} I have too`);
    await text.fill(`@${bo.username} I have two`);
    await page.getByRole('button', { name: 'Reply', exact: true }).last().click();
    await expect(answer.getByText('I have two')).toBeVisible();
    await expect(answer.getByText('I have too')).toBeHidden();
    await expect(bo.api('GET', `/api/v1/statuses/${id}`)).rejects.toThrow('404');
});

test('an open thread hears the answers of others', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('Anyone awake?');
    const page = await browserOf(ana, `/@${ana.username}/${id}`);
    await expect(page.getByText('Anyone awake?')).toBeVisible();
    await bo.post(`@${ana.username} Always`, { in_reply_to_id: id });
    await expect(page.getByRole('article', { name: bo.username }).getByText('Always')).toBeVisible();
});
