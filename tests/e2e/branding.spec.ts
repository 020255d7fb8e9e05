import { aPng } from '../support/pictures';
import { expectNoViolations } from './support/axe';
import { expect, test } from './support/test';

interface Manifest {
    theme_color: string;
    icons: { src: string }[];
}

test('a community gets a colour and a logo, which its app and pages show at once, and gives them back', async ({
    newcomer,
    browserOf,
    community,
}) => {
    const ida = await newcomer('ida');
    await community.atoll('accounts', 'modify', ida.username, '--role', 'owner');
    const page = await browserOf(ida, '/admin/branding');
    const manifest = async () => (await (await page.request.get('/manifest.webmanifest')).json()) as Manifest;
    const save = page.getByRole('button', { name: 'Save' });
    const preview = page.getByRole('figure', { name: 'How the community looks' });
    const former = await manifest();

    await page.getByLabel('Logo').setInputFiles({
        name: 'logo.png',
        mimeType: 'image/png',
        buffer: await aPng(512),
    });
    await page.getByRole('slider').fill('300');
    await expect(preview.locator('img.logo')).toBeVisible();
    await save.click();
    await expect(page.locator('html')).toHaveAttribute('style', /--brand-hue: ?300/);
    await expectNoViolations(page, 'the looks of the community, in a colour of its own');
    const { theme_color, icons } = await manifest();
    expect(theme_color).not.toBe(former.theme_color);
    expect(new URL(icons[0]!.src, community.origin).pathname).toMatch(/^\/media\/branding\//);
    expect(await (await page.request.get('/about')).text()).toContain('/media/branding/');

    // Without leaving the page, which knows what was saved.
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: "Atoll's own" }).click();
    await save.click();
    await expect.poll(manifest).toEqual(former);
    await expect(preview.locator('img.logo')).toHaveCount(0);
});
