import AxeBuilder from '@axe-core/playwright';
import { PASSWORD } from './support/community';
import { expect, test, type Page } from './support/test';

type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

async function expectAccessible(page: Page): Promise<void> {
    // axe names the page by the types of another copy of Playwright; they are the same in what is used.
    const { violations } = await new AxeBuilder({ page: page as unknown as AxePage }).analyze();
    expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
}

/** Gives the browser a device that holds passkeys, whose owner always shows their finger. */
async function withDevice(page: Page): Promise<void> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
            protocol: 'ctap2',
            transport: 'internal',
            hasResidentKey: true,
            hasUserVerification: true,
            isUserVerified: true,
            automaticPresenceSimulation: true,
        },
    });
}

test('a member adds a passkey, signs out and comes back by it alone', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    const page = await browserOf(ana, '/auth/security');
    await expectAccessible(page);
    await withDevice(page);
    await page.getByRole('link', { name: 'Passkeys' }).click();
    await page.getByLabel('Name').fill('Telephone');
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByRole('heading', { name: 'Telephone' })).toBeVisible();
    await expectAccessible(page);

    await page.goto('/auth/sign-out');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    // The device offers its passkey beside the name, or by the button: either way without a password.
    await page.goto('/auth/passkey?next=/auth/security');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByRole('heading', { name: 'Sign-in and security' })).toBeVisible();
});

test('the pages around signing in are for everybody', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    const page = await browserOf(ana, '/auth/two-factor');
    await expectAccessible(page);
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByAltText('QR code with the key for your app')).toBeVisible();
    await expectAccessible(page);
    for (const path of ['/auth/sessions', '/auth/email', '/auth/reset', '/auth/confirm']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
    }
});
