import sharp from 'sharp';
import { expect, test, type Page } from './support/test';

const essay = Array.from(
    { length: 24 },
    (_, index) => `Sentence ${index + 1} tells of the lagoon and its tides.`,
).join(' ');

interface Posted {
    id: string;
    in_reply_to_id: string | null;
    content: string;
    media_attachments: { description: string | null }[];
}

/** Begins the app anew with so many seconds in which a post can be taken back. */
async function begin(page: Page, undoSend: number) {
    await page.evaluate(
        (seconds) => localStorage.setItem('atoll:preferences', JSON.stringify({ undoSend: seconds })),
        undoSend,
    );
    await page.reload();
}

test('a pasted essay becomes a numbered thread, which is taken back, survives a restart, and is posted in order', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    // A page that is left breaks off what it was sending.
    expectComplaint(/ERR_/);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const page = await browserOf(ana);
    await begin(page, 30);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('What’s new?').click();
    const dialog = page.getByRole('dialog', { name: 'New post' });
    await dialog.getByRole('textbox', { name: 'Text of the post' }).click();
    await page.evaluate((text) => navigator.clipboard.writeText(text), essay);
    await page.keyboard.press('Control+V');
    const last = dialog.getByRole('textbox', { name: 'Post 3 of 3' });
    await expect(last).toBeFocused();
    await expect(last).toHaveValue(/Sentence 24 tells of the lagoon and its tides\.$/);

    await dialog.getByRole('button', { name: 'Add a post to the thread' }).click();
    await page.keyboard.type(`And a picture for @${bo.username}.`);
    await expect(
        dialog.getByRole('button', { name: 'Who can see it: Public, 1 person notified' }),
    ).toBeVisible();
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
        .jpeg()
        .withExif({ IFD0: { ImageDescription: 'The reef at noon' } })
        .toBuffer();
    await dialog
        .locator('input[type=file]')
        .setInputFiles([{ name: 'reef.jpg', mimeType: 'image/jpeg', buffer: picture }]);
    await dialog.getByRole('button', { name: /^Post (all 4|when ready)$/ }).click();

    const waiting = page.getByRole('article', { name: 'Sending…' });
    await expect(waiting.getByText('3 more posts of this thread follow')).toBeVisible();
    await waiting.getByRole('button', { name: 'Undo' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Post 4 of 4' })).toHaveValue(/^And a picture/);
    await begin(page, 0);
    await page.getByRole('button', { name: 'Go on writing' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Post 4 of 4' })).toHaveValue(/^And a picture/);
    await expect(dialog.getByText('4/4')).toBeVisible();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await expect(dialog.getByRole('link', { name: `@${bo.username}` })).toBeVisible();
    await dialog.getByRole('button', { name: /^Post (all 4|when ready)$/ }).click();

    await expect(page.getByRole('article', { name: ana.username }).getByText('4/4')).toBeVisible();
    const { id } = await ana.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
    const posted = await ana.api<Posted[]>('GET', `/api/v1/accounts/${id}/statuses`);
    const inOrder = posted.toReversed();
    const numbers = inOrder.map(({ content }) => /(\d\/\d)<\/p>$/.exec(content)?.[1]);
    expect(numbers).toEqual(['1/4', '2/4', '3/4', '4/4']);
    const parents = inOrder.map((post) => post.in_reply_to_id);
    expect(parents).toEqual([null, ...inOrder.map((post) => post.id).slice(0, 3)]);
    const shown = inOrder.map(({ media_attachments: files }) => files.map(({ description }) => description));
    expect(shown).toEqual([[], [], [], ['The reef at noon']]);
});
