import { expect, test, type Page } from './support/test';

const background = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor);

test.use({ colorScheme: 'light' });

test('a theme takes effect at once and before the first paint from then on', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/ERR_FAILED|^$/);
    const page = await browserOf(await newcomer('ana'), '/settings/appearance');
    const light = await background(page);
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(() => background(page)).not.toBe(light);
    const dark = await background(page);

    // No script of the app runs here: the page alone knows the theme.
    await page.route('**/_app/**/*.js', (route) => route.abort());
    await page.goto('/about', { waitUntil: 'commit' });
    await expect.poll(() => background(page)).toBe(dark);
});

test('an accent, a density and a text size of one’s own', async ({ newcomer, browserOf }) => {
    const page = await browserOf(await newcomer('ana'), '/settings/appearance');
    const root = page.locator('html');
    await page.getByRole('radio', { name: 'Coral' }).check();
    await expect(root).toHaveAttribute('data-hue', '35');
    await page.getByRole('radio', { name: 'Compact' }).check();
    await expect(root).toHaveAttribute('data-density', 'compact');
    await page.getByRole('radio', { name: '125%' }).check();
    await expect(root).toHaveCSS('font-size', '20px');
    await page.reload();
    await expect(root).toHaveCSS('font-size', '20px');
    await expect(root).toHaveAttribute('data-hue', '35');
});

test('the interface speaks German when asked to', async ({ newcomer, browserOf }) => {
    const page = await browserOf(await newcomer('ana'), '/settings/languages');
    await page.getByRole('radio', { name: 'Deutsch' }).check();
    await expect(page.getByRole('heading', { name: 'Sprachen', level: 1 })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('a setting is found by its words, changed where it is found, and the same on other devices', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await ana.post('Seen by many');
    const { id } = await bo.post('Counted');
    await ana.api('POST', `/api/v1/statuses/${id}/favourite`);
    const page = await browserOf(bo, '/settings');
    await page.getByLabel('Find a setting').fill('COUNTS');
    const kept = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByRole('switch', { name: 'Hide counts' }).check();
    await kept;
    await page.getByLabel('Find a setting').fill('gänzlich unbekannt');
    await expect(page.getByText('No setting has these words').first()).toBeVisible();

    const other = await browserOf(bo, `/@${bo.username}/${id}`);
    const favourite = other.getByRole('button', { name: 'Favourite', exact: true });
    await expect(favourite).toBeVisible();
    await expect(other.getByRole('link', { name: 'Favourites', exact: true })).toBeVisible();

    await other.goto('/settings/wellbeing');
    await expect(other.getByRole('switch', { name: 'Hide counts' })).toBeChecked();
    await other.getByRole('switch', { name: 'Dates and clock times' }).check();
    await other.getByRole('switch', { name: 'Without colour' }).check();
    await expect(other.locator('html')).toHaveCSS('filter', 'grayscale(1)');
    await other.goto(`/@${bo.username}`);
    await expect(other.getByRole('article').locator('time').first()).toHaveText(/^\d\d?:\d\d/);
});

test('nothing scrolls sideways at 320 px and at twice the text size', async ({ newcomer, browserOf }) => {
    const ana = await newcomer('ana');
    await ana.post(`A ${'very'.repeat(40)} long word and https://example.org/${'path/'.repeat(30)}`);
    const page = await browserOf(ana);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of [
        ...['/home', `/@${ana.username}`, '/notifications', '/settings', '/compose', '/about'],
        ...[
            '/settings/filters/new',
            '/settings/people',
            '/settings/notifications',
            '/settings/appearance',
            '/settings/composing',
            '/settings/keyboard',
            '/settings/wellbeing',
            '/settings/import-export',
            '/notifications/requests',
            '/explore',
            '/conversations',
            '/lists',
            '/catch-up',
            '/drafts',
            '/outbox',
        ],
    ]) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
        await page.evaluate(() => document.documentElement.style.setProperty('--text-scale', '2'));
        const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, path).toBeLessThanOrEqual(0);
    }
});
