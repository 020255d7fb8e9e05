import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test';

type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } };

async function expectNoViolations(page: Page, what: string, except: string[] = []): Promise<void> {
    // What is still fading in is measured half transparent.
    await page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    );
    // axe names the page by the types of another copy of Playwright; they are the same in what is used.
    const axe = new AxeBuilder({ page: page as unknown as AxePage });
    const { violations } = await axe.withTags(RULES).disableRules(except).analyze();
    const told = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
    expect(told, what).toEqual([]);
}

for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark'] as const)
        test.describe(`on a ${size} in the ${colorScheme}`, () => {
            test.use({
                viewport,
                colorScheme,
                contextOptions: { viewport, colorScheme, reducedMotion: 'reduce' },
            });

            test('the public pages have no accessibility violations', async ({ page, newcomer }) => {
                const ana = await newcomer('ana');
                const { id } = await ana.post('The tide is coming in #harbour');
                await ana.post('It is the moon', { in_reply_to_id: id, spoiler_text: 'Why' });
                for (const path of [
                    ...['/', '/about', '/explore', '/tags/harbour', '/auth/sign-in', '/auth/sign-up'],
                    ...['/auth/passkey', '/auth/reset', '/auth/confirm', '/auth/confirm?token=none'],
                    ...[`/@${ana.username}`, `/@${ana.username}/${id}`, `/@${ana.username}/${id}/embed`],
                ]) {
                    await page.goto(path);
                    await expectNoViolations(page, path);
                }
            });

            test('the app has no accessibility violations', async ({ newcomer, browserOf }) => {
                const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
                await bo.follow(ana);
                const { id } = await ana.post('مرحبا بالبحر #harbour', { language: 'ar' });
                await ana.post('The end', { in_reply_to_id: id, spoiler_text: 'Spoilers' });
                await ana.post(`@${bo.username} hello`);
                const page = await browserOf(bo);
                for (const path of [
                    ...[
                        '/home',
                        '/public/local',
                        '/public/remote',
                        '/notifications',
                        '/explore',
                        '/search?q=ana',
                    ],
                    ...['/settings/filters', '/settings/filters/new', '/settings/people'],
                    ...['/settings/requests', '/settings/notifications', '/notifications/requests'],
                    ...['/followed-tags', '/bookmarks', `/@${ana.username}/${id}/favourites`],
                    ...['/drafts', '/scheduled', '/outbox'],
                    ...['/settings', '/compose', `/@${ana.username}`, `/@${ana.username}/${id}`],
                    ...[
                        'security',
                        'sessions',
                        'passkeys',
                        'two-factor',
                        'email',
                        'password',
                        'sign-out',
                    ].map((name) => `/auth/${name}`),
                ]) {
                    await page.goto(path);
                    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
                    await expect(page.locator('[aria-hidden="true"].skeleton')).toHaveCount(0);
                    await expectNoViolations(page, path);
                }
                await page.goto('/home');
                await page.getByRole('button', { name: 'More actions' }).first().click();
                await expect(page.getByRole('menu')).toBeVisible();
                // An open menu lies above the page, outside its landmarks, and has the focus.
                await expectNoViolations(page, 'menu', ['region']);
                await page.keyboard.press('Escape');
                await page.keyboard.press('?');
                await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
                await expectNoViolations(page, 'keyboard help');
            });
        });
