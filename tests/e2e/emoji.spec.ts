import { aPng } from '../support/pictures';
import { expectNoViolations } from './support/axe';
import { expect, test } from './support/test';

test('an emoji is given to the community, completed while one writes, and chosen from all there are', async ({
    newcomer,
    browserOf,
    community,
}) => {
    const ida = await newcomer('ida');
    await community.atoll('accounts', 'modify', ida.username, '--role', 'owner');
    const page = await browserOf(ida, '/admin/emoji');

    // Pictures become emoji by the names of their files.
    const file = async (name: string) => ({ name, mimeType: 'image/png', buffer: await aPng(32) });
    const files = page.locator('input[type=file]');
    await files.setInputFiles([await file('blob-cat.png'), await file('mistake.png')]);
    await page.getByRole('button', { name: ':blob_cat:' }).click();
    const editor = page.getByRole('dialog', { name: 'Edit :blob_cat:' });
    await editor.getByLabel('Category').fill('Blobs');
    await editor.getByLabel('Other words').fill('kitty, tom');
    await expectNoViolations(page, 'the editor');
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { name: 'Blobs' })).toBeVisible();

    // What is removed by a slip comes back.
    await page.getByRole('button', { name: ':mistake:' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('button', { name: ':mistake:' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('button', { name: ':mistake:' })).toBeVisible();
    await expectNoViolations(page, 'the page of the emoji');

    // Typed between colons, by an alias and by a name of the standard.
    await page.goto('/compose');
    const text = page.getByRole('textbox', { name: 'Text of the post' });
    await text.pressSequentially('Meet :kit');
    await expect(page.getByRole('option', { name: ':blob_cat:' })).toBeVisible();
    await page.keyboard.press('Enter');
    await text.pressSequentially('at the :tada:');
    await expect(text).toHaveValue('Meet :blob_cat: at the 🎉');

    // Out of the picker, by keys alone; with Shift it stays for more.
    await page.getByRole('button', { name: 'Add an emoji' }).click();
    const search = page.getByRole('combobox', { name: 'Find an emoji' });
    await search.fill('wave');
    await expect(page.getByRole('gridcell', { name: 'water wave' })).toBeVisible();
    await expectNoViolations(page, 'the picker');
    await page.getByRole('gridcell', { name: 'water wave' }).click({ modifiers: ['Shift'] });
    await search.fill('blob');
    await page.keyboard.press('Enter');
    await expect(search).toHaveCount(0);
    await expect(text).toHaveValue('Meet :blob_cat: at the 🎉🌊:blob_cat:');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    // The page or its worker sends it, whichever is first.
    await expect.poll(() => ida.api<unknown[]>('GET', '/api/v1/timelines/home')).toHaveLength(1);
    await page.goto(`/@${ida.username}`);
    const post = page.getByRole('article').filter({ hasText: 'Meet' });
    await expect(post.getByRole('img', { name: ':blob_cat:' })).toHaveCount(2);
});
