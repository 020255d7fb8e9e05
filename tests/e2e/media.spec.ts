import sharp from 'sharp';
import { mediaFile } from '../support/media-files';
import { expectNoViolations } from './support/axe';
import { expect, test, type Page } from './support/test';

type Shown = { media_attachments: { type: string; description: string | null; url: string }[] }[];

const aPicture = (background: string) =>
    sharp({ create: { width: 900, height: 600, channels: 3, background } })
        .png()
        .toBuffer();

/** One finger, from a place to another in a few steps, as the screen would tell it. */
async function swipe(page: Page, from: [number, number], to: [number, number]) {
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', [x, y]: [number, number]) =>
        session.send('Input.dispatchTouchEvent', {
            type,
            touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
        });
    await touch('touchStart', from);
    for (let step = 1; step <= 6; step++)
        await touch('touchMove', [
            from[0] + ((to[0] - from[0]) * step) / 6,
            from[1] + ((to[1] - from[1]) * step) / 6,
        ]);
    await touch('touchEnd', to);
}

test.use({ contextOptions: { reducedMotion: 'reduce', hasTouch: true } });

test('pictures are looked at by keys and by touch, and Back leads to where one was', async ({
    newcomer,
    browserOf,
}) => {
    const ana = await newcomer('ana');
    const media_ids = [
        await ana.attach(await aPicture('teal'), 'The lagoon'),
        await ana.attach(await aPicture('coral'), 'The reef'),
    ];
    await ana.post('Two views', { media_ids });
    const hidden = await ana.attach(await aPicture('navy'), 'The deep');
    await ana.post('A secret', { media_ids: [hidden], sensitive: true });
    const page = await browserOf(ana, '/public/local');
    const post = page.getByRole('article').filter({ hasText: 'Two views' });
    const viewer = page.getByRole('dialog', { name: 'Media of the post' });

    await post.focus();
    await page.keyboard.press('e');
    await expect(viewer.getByRole('img', { name: 'The lagoon' })).toBeVisible();
    await expect(viewer.getByText('1 / 2')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(viewer.getByRole('img', { name: 'The reef' })).toBeVisible();
    await viewer.getByRole('button', { name: 'Alt: show the description' }).click();
    await expect(viewer.getByText('The reef', { exact: true })).toBeVisible();
    await expectNoViolations(page, 'viewer');
    const width = async () => (await viewer.getByRole('img', { name: 'The reef' }).boundingBox())?.width ?? 0;
    const whole = await width();
    await page.keyboard.press('+');
    await expect.poll(width).toBeGreaterThan(whole * 1.3);
    await page.keyboard.press('0');
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
    await expect(post).toBeFocused();

    await page.keyboard.press('e');
    await expect(viewer.getByText('1 / 2')).toBeVisible();
    const { width: wide, height: high } = page.viewportSize() ?? { width: 0, height: 0 };
    await swipe(page, [wide * 0.8, high / 2], [wide * 0.2, high / 2]);
    await expect(viewer.getByText('2 / 2')).toBeVisible();
    await swipe(page, [wide / 2, high * 0.4], [wide / 2, high * 0.8]);
    await expect(viewer).toBeHidden();

    await post.getByRole('link', { name: 'Open in full size: The reef' }).click();
    await expect(viewer.getByText('2 / 2')).toBeVisible();
    await page.goBack();
    await expect(viewer).toBeHidden();
    await expect(page).toHaveURL('/public/local');

    const secret = page.getByRole('article').filter({ hasText: 'A secret' });
    await expect(secret.getByRole('img', { name: 'The deep' })).toBeHidden();
    await secret.getByRole('button', { name: 'Sensitive content' }).click();
    await expect(secret.getByRole('img', { name: 'The deep' })).toBeVisible();
    await secret.getByRole('button', { name: 'Hide media' }).click();
    await expect(secret.getByRole('img', { name: 'The deep' })).toBeHidden();
});

test('a film is described and posted while it is on its way, and sent when it is ready, also by the page’s next visit', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    // A page that is left breaks off what it was sending.
    expectComplaint(/Connecting to 'blob:|ERR_|MEDIA/);
    const ana = await newcomer('ana');
    const page = await browserOf(ana);
    await page.getByText('What’s new?').click();
    const composer = page.getByRole('dialog', { name: 'New post' });
    const film = { name: 'film.webm', mimeType: 'video/webm', buffer: mediaFile('film.webm') };
    const picture = { name: 'a.png', mimeType: 'image/png', buffer: await aPicture('teal') };
    await composer.locator('input[type=file]').setInputFiles([film, picture]);
    await expect(page.getByText('A video or a sound stands alone').first()).toBeVisible();
    await composer.getByRole('button', { name: 'Alt text of video 1: add' }).click();
    const words = page.getByRole('dialog', { name: 'Description' });
    await words.getByLabel('Description for people who can’t see or hear it').fill('Waves');
    await expectNoViolations(page, 'description of a film');
    await words.getByRole('button', { name: 'Save' }).click();
    await expect(words).toBeHidden();
    await composer.getByRole('textbox', { name: 'Text of the post' }).fill('The sea moves');
    await composer.getByRole('button', { name: /^Post( when ready)?$/ }).click();
    await expect(page.getByText('The sea moves')).toBeVisible();
    await page.reload();

    const post = page.getByRole('article', { name: ana.username }).filter({ hasText: 'The sea moves' });
    await expect(post.getByRole('button', { name: 'Play: Waves' })).toBeVisible({ timeout: 40_000 });
    const { id } = await ana.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
    const posted = await ana.api<Shown>('GET', `/api/v1/accounts/${id}/statuses`);
    expect(posted.map(({ media_attachments: [file] }) => [file?.type, file?.description])).toEqual([
        ['video', 'Waves'],
    ]);
    await post.getByRole('button', { name: 'Play: Waves' }).click();
    // Not every Chromium knows H.264: then it says so, and where the file is.
    const plays = post.locator('video[controls]');
    await expect(plays.or(post.getByRole('link', { name: 'Open the original' })).first()).toBeVisible();
    await expectNoViolations(page, 'film in a feed');
});
