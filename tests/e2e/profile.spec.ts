import sharp from 'sharp';
import { expectNoViolations } from './support/axe';
import { expect, test } from './support/test';

test('a profile of one’s own: words, a picture that was cut, and a style that visitors see and may leave out', async ({
    newcomer,
    browserOf,
}) => {
    const ana = await newcomer('ana');
    const page = await browserOf(ana, '/settings/profile');
    await page.getByLabel('Name', { exact: true }).fill('Ana of the sea');
    await page.getByLabel('Bio').fill('I sail.');
    await page.getByRole('button', { name: 'Add a line' }).click();
    await page.getByLabel('Label of line 1').fill('Boat');
    await page.getByLabel('Content of line 1').fill('Sloop');

    const picture = await sharp({ create: { width: 600, height: 300, channels: 3, background: '#c03030' } })
        .composite([
            {
                input: { create: { width: 300, height: 300, channels: 3, background: '#3030c0' } },
                left: 300,
                top: 0,
            },
        ])
        .png()
        .toBuffer();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Change the profile picture' }).click();
    await (await chooser).setFiles({ name: 'sea.png', mimeType: 'image/png', buffer: picture });
    const frame = page.getByRole('application');
    await expect(frame).toBeFocused();
    // As far to the right as there is: all of it is blue.
    for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowRight');
    await expectNoViolations(page, 'the dialog that cuts', { within: '.dialog' });
    await page.getByRole('button', { name: 'Use this part' }).click();

    await page.getByRole('radio', { name: 'Waves' }).check();
    await page.getByRole('radio', { name: 'Serif' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Your profile is saved.').first()).toBeVisible();

    await page.goto(`/@${ana.username}`);
    await expect(page.getByText('Ana of the sea').first()).toBeVisible();
    await expect(page.getByText('Sloop')).toBeVisible();
    await expect(page.locator('.backdrop-waves.font-serif')).toBeVisible();
    const avatar = await page.locator('.profile .face img').getAttribute('src');
    const { dominant } = await sharp(await (await page.request.get(avatar ?? '')).body()).stats();
    expect(dominant.b).toBeGreaterThan(dominant.r);

    await page.goto('/settings/appearance');
    await page.getByRole('switch', { name: 'Show all profiles alike' }).check();
    await page.goto(`/@${ana.username}`);
    await expect(page.getByText('Sloop')).toBeVisible();
    await expect(page.locator('.backdrop-waves')).toHaveCount(0);
});
