import { expectNoViolations } from './support/axe';
import { expect, PASSWORD, test } from './support/test';

test('a stranger joins, is welcomed in four steps, is at home, signs out and comes back', async ({
    page,
    context,
}) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Join the community' }).click();
    await page.getByLabel('Handle').fill('wanderer');
    await page.getByLabel('E-mail address').fill('wanderer@example.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Join' }).click();

    await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
    await page.getByLabel('Name', { exact: true }).fill('A wanderer');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Another hashtag').fill('wanderersonly');
    await page.getByRole('button', { name: 'Follow', exact: true }).click();
    await expect(page.getByRole('button', { name: '#wanderersonly', pressed: true })).toBeVisible();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { name: 'Follow some people' })).toBeVisible();
    await page.getByRole('link', { name: 'Skip', exact: true }).click();
    await expectNoViolations(page, 'the last step of the welcome');
    await page.getByRole('button', { name: 'Go to your home' }).click();

    await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeAttached();
    await expect(page.getByText('Your home is quiet')).toBeVisible();

    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.getByRole('button', { name: 'Sign out here' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    // The browser stays known, so that its next sign-in is no news; nothing lets it in.
    const secrets = (await context.cookies()).filter(({ httpOnly }) => httpOnly);
    expect(secrets.map(({ name }) => name)).toEqual(['atoll_device']);

    await page.getByRole('link', { name: 'Sign in' }).first().click();
    await page.getByLabel('Handle or e-mail address').fill('wanderer@example.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL('/home');
});

test('a wrong password is told without telling who exists', async ({ page, newcomer, expectComplaint }) => {
    expectComplaint(/422|401|status of 4/);
    const ana = await newcomer('ana');
    const words: string[] = [];
    for (const login of [ana.username, 'nobody_at_all']) {
        await page.goto('/auth/sign-in');
        await page.getByLabel('Handle or e-mail address').fill(login);
        await page.getByLabel('Password').fill('not the password');
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        words.push(await page.getByRole('alert').first().innerText());
    }
    expect(words[0]).toBe(words[1]);
    expect(words[0]).not.toBe('');
});

test('a page of the app sends a guest to sign in and back to where they wanted to go', async ({
    page,
    newcomer,
    expectComplaint,
}) => {
    expectComplaint(/401/);
    const ana = await newcomer('ana');
    await page.goto('/settings');
    await expect(page).toHaveURL('/auth/sign-in?next=%2Fsettings');
    await page.getByLabel('Handle or e-mail address').fill(ana.username);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});
