import { expect, test } from './support/test';

interface Shown {
    src: string;
    sizes: string;
    label: string;
    form_factor: string;
}

test('browsers find nothing that keeps the app from being installed, and everything the manifest names', async ({
    newcomer,
    browserOf,
    request,
}) => {
    const page = await browserOf(await newcomer('ana'));
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const cdp = await page.context().newCDPSession(page);
    const { errors, data } = await cdp.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    // Every browser of a test is a private one.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

    const manifest = JSON.parse(data ?? '{}') as {
        icons: { src: string }[];
        screenshots: Shown[];
        shortcuts: { url: string }[];
        share_target: object;
        file_handlers: object[];
        protocol_handlers: object[];
    };
    expect(manifest.screenshots.map(({ form_factor }) => form_factor).sort()).toEqual([
        'narrow',
        'narrow',
        'narrow',
        'wide',
        'wide',
    ]);
    for (const { src } of [...manifest.icons, ...manifest.screenshots]) {
        const answer = await request.get(src);
        expect([src, answer.status(), answer.headers()['content-type']?.split('/')[0]]).toEqual([
            src,
            200,
            'image',
        ]);
    }
    expect(manifest.shortcuts.map(({ url }) => url)).toEqual([
        '/compose',
        '/notifications',
        '/search',
        '/catch-up',
    ]);
    expect(manifest).toMatchObject({
        share_target: { action: '/share-target' },
        file_handlers: [{ action: '/compose' }],
        protocol_handlers: [{ protocol: 'web+ap' }],
    });
});

test('who comes back a third time is offered to install, and a no is kept', async ({
    newcomer,
    browserOf,
}) => {
    const page = await browserOf(await newcomer('bo'));
    const aside = page.getByRole('complementary');
    /** What Chromium says once it finds the app worth installing, which a test's browser never does. */
    const offer = () =>
        page.evaluate(() => {
            const event = new Event('beforeinstallprompt', { cancelable: true });
            dispatchEvent(Object.assign(event, { prompt: async () => ({ outcome: 'dismissed' }) }));
        });
    await offer();
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expect(aside.getByRole('button', { name: 'Install' })).toHaveCount(0);
    for (let visit = 2; visit <= 3; visit++) {
        await page.reload();
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    }
    await offer();
    await expect(aside.getByRole('button', { name: 'Install' })).toBeVisible();
    await aside.getByRole('button', { name: 'Not now' }).click();
    await expect(aside.getByRole('button', { name: 'Install' })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await offer();
    await expect(aside.getByRole('button', { name: 'Install' })).toHaveCount(0);
});
