import { expect, test } from './support/test';

test('a post is scheduled and cancelled, and a draft is gone on with', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    const page = await browserOf(ana);
    const listed = () => ana.api<{ params: { text: string } }[]>('GET', '/api/v1/scheduled_statuses');
    await page.getByText('What’s new?').click();
    const text = page.getByRole('textbox', { name: 'Text of the post' });
    await text.fill('The ferry leaves at noon');
    await page.getByRole('button', { name: 'Post it later' }).click();
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL('**/scheduled');
    await expect(page.getByText('The ferry leaves at noon')).toBeVisible();
    expect((await listed()).map(({ params }) => params.text)).toEqual(['The ferry leaves at noon']);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Cancel the post' }).click();
    await expect(page.getByText('Nothing is scheduled')).toBeVisible();
    await expect.poll(listed).toEqual([]);

    await page.getByRole('main').getByRole('button', { name: 'New post' }).click();
    await text.fill('Half a thought');
    await page.keyboard.press('Escape');
    await page.getByRole('main').getByRole('link', { name: 'Drafts' }).click();
    await page.getByRole('button', { name: /Half a thought/ }).click();
    await expect(text).toHaveValue('Half a thought');
});
