import sharp from 'sharp';
import { expectNoViolations } from './support/axe';
import { expect, test } from './support/test';

type Shown = { media_attachments: { description: string | null; meta: { focus?: { x: number } } }[] };

const aPicture = async (name: string, background: string) => ({
    name,
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 640, height: 480, channels: 3, background } })
        .png()
        .toBuffer(),
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('pictures are described, put in order, posted and seen at once; an edit and writing anew keep them', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    // The file that is none is refused aloud; and the recorder of traces asks for what only the page has.
    expectComplaint(/422|Connecting to 'blob:/);
    const ana = await newcomer('ana');
    const page = await browserOf(ana);
    await page.getByText('What’s new?').click();
    const composer = page.getByRole('dialog', { name: 'New post' });
    await composer
        .locator('input[type=file]')
        .setInputFiles([
            await aPicture('teal.png', 'teal'),
            { name: 'none.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
            await aPicture('coral.png', 'coral'),
        ]);
    await expect(composer.getByRole('alert')).toContainText('must be a picture (JPEG');
    await expect(composer.getByText('2 files have no description yet')).toBeVisible();
    const send = composer.getByRole('button', { name: 'Post', exact: true });
    await expect(send).toBeDisabled();
    const refused = composer.getByRole('listitem').filter({ has: page.getByRole('alert') });
    await refused.getByRole('button', { name: 'Do not add this picture' }).click();

    await composer.getByRole('button', { name: 'Alt text of picture 1: add' }).click();
    const words = page.getByRole('dialog', { name: 'Picture', exact: true });
    const description = words.getByLabel('Description for people who can’t see or hear it');
    await expect(description).toBeFocused();
    await description.fill('A lagoon');
    await words.getByRole('button', { name: 'Focal point' }).press('ArrowRight');
    await expectNoViolations(page, 'description');
    await words.getByRole('button', { name: 'Save' }).click();
    await expect(composer.getByRole('button', { name: 'Alt text of picture 1: change' })).toBeFocused();
    await composer.getByRole('button', { name: 'Move picture 1 back' }).click();
    await expect(composer.getByRole('button', { name: 'Alt text of picture 2: change' })).toBeVisible();
    await expectNoViolations(page, 'composer');
    await send.click();

    const post = page.getByRole('article', { name: ana.username });
    await expect(post.getByRole('img', { name: 'A lagoon' })).toBeVisible();
    const id = async () => (await post.getAttribute('data-status')) ?? '';
    const shown = async () =>
        (await ana.api<Shown>('GET', `/api/v1/statuses/${await id()}`)).media_attachments;
    await expect
        .poll(async () => (await shown()).map(({ description: said, meta }) => [said, meta.focus?.x]))
        .toEqual([
            [null, undefined],
            ['A lagoon', 0.05],
        ]);

    await post.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
    await page.getByRole('button', { name: 'Remove picture 1' }).click();
    await page.getByRole('button', { name: 'Alt text of picture 1: change' }).click();
    await description.fill('A lagoon at noon');
    await words.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(post.getByRole('img', { name: 'A lagoon at noon' })).toBeVisible();
    await expect
        .poll(async () => (await shown()).map((file) => file.description))
        .toEqual(['A lagoon at noon']);

    const former = await id();
    await post.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete and write anew' }).click();
    await expect(page.getByRole('button', { name: 'Alt text of picture 1: change' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Noon');
    await send.click();
    await expect(
        post.filter({ hasText: 'Noon' }).getByRole('img', { name: 'A lagoon at noon' }),
    ).toBeVisible();
    await expect(ana.api('GET', `/api/v1/statuses/${former}`)).rejects.toThrow('404');
});
