import sharp from 'sharp';
import { expect, test } from './support/test';

const sentences = Array.from(
    { length: 24 },
    (_, index) => `Sentence ${index + 1} tells of the lagoon and its tides.`,
);

test('a pasted essay becomes a numbered thread that is posted in order, and can be taken back', async ({
    newcomer,
    browserOf,
}) => {
    const ana = await newcomer('ana');
    const page = await browserOf(ana);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('What’s new?').click();
    const dialog = page.getByRole('dialog', { name: 'New post' });
    await dialog.getByRole('textbox', { name: 'Text of the post' }).click();
    await page.evaluate((text) => navigator.clipboard.writeText(text), sentences.join(' '));
    await page.keyboard.press('Control+V');

    await expect(dialog.getByRole('textbox', { name: 'Post 1 of 3' })).toBeVisible();
    const last = dialog.getByRole('textbox', { name: 'Post 3 of 3' });
    await expect(last).toBeFocused();
    await expect(last).toHaveValue(/Sentence 24 tells of the lagoon and its tides\.$/);
    await dialog.getByRole('button', { name: 'Add a post to the thread' }).click();
    await page.keyboard.type('And a picture of it.');
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
    await dialog
        .locator('input[type=file]')
        .setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: picture }]);
    await expect(dialog.getByText('4/4')).toBeVisible();
    // Leaving keeps all of it.
    await page.keyboard.press('Escape');
    await page.getByText('What’s new?').click();
    await expect(dialog.getByRole('textbox', { name: 'Post 4 of 4' })).toHaveValue('And a picture of it.');
    await dialog.getByRole('button', { name: /^Post (all 4|when ready)$/ }).click();

    await expect(page.getByRole('article', { name: ana.username }).getByText('4/4')).toBeVisible();
    const { id } = await ana.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
    const posted = await ana.api<
        { id: string; in_reply_to_id: string | null; content: string; media_attachments: unknown[] }[]
    >('GET', `/api/v1/accounts/${id}/statuses`);
    const inOrder = posted.toReversed();
    expect(inOrder.map(({ content }) => /(\d\/\d)<\/p>$/.exec(content)?.[1])).toEqual([
        '1/4',
        '2/4',
        '3/4',
        '4/4',
    ]);
    expect(inOrder.map((post) => post.in_reply_to_id)).toEqual([
        null,
        ...inOrder.map((post) => post.id).slice(0, 3),
    ]);
    expect(inOrder.map((post) => post.media_attachments.length)).toEqual([0, 0, 0, 1]);
});
