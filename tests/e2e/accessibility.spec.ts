import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test';

type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What of axe is used once it is in the page. */
interface Axe {
    run: (
        where: Document,
        options: { runOnly: { type: 'rule'; values: string[] } },
    ) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
}

/** What changes with colours and direction: the rest of a page is the same in all of them, and is asked once. */
interface Look {
    name: string;
    /** Attributes of the root element, as the settings write them. */
    root: Record<string, string>;
    rules: string[];
}
const DARK: Look = { name: 'in the dark', root: { 'data-theme': 'dark' }, rules: ['color-contrast'] };
const CONTRAST: Look = {
    name: 'in high contrast',
    root: { 'data-contrast': 'more' },
    rules: ['color-contrast'],
};
const DARK_CONTRAST: Look = {
    name: 'in high contrast in the dark',
    root: { ...DARK.root, ...CONTRAST.root },
    rules: ['color-contrast'],
};
const LEFTWARDS: Look = {
    name: 'from right to left',
    root: { dir: 'rtl' },
    rules: ['target-size', 'scrollable-region-focusable'],
};

/** Colours do not depend on the size of a screen: what a wide one shows besides is asked in those that differ most. */
const SIZES = {
    phone: { width: 390, height: 844, looks: [DARK, CONTRAST, DARK_CONTRAST, LEFTWARDS] },
    desktop: { width: 1280, height: 860, looks: [DARK_CONTRAST, LEFTWARDS] },
};

/** What axe finds in the page as it is; each entry names the rule and where it is broken. */
async function violations(page: Page, except: string[]): Promise<string[]> {
    // What is still fading in is measured half transparent.
    await page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    );
    // axe names the page by the types of another copy of Playwright; they are the same in what is used.
    const axe = new AxeBuilder({ page: page as unknown as AxePage });
    const found = await axe.withTags(RULES).disableRules(except).analyze();
    return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
}

/** The same for other looks, with the axe that is in the page already: loading it anew takes longer than asking it. */
function violationsIn(page: Page, looks: readonly Look[]): Promise<string[]> {
    return page.evaluate(async (looks) => {
        const { axe } = window as unknown as { axe: Axe };
        const root = document.documentElement;
        const found: string[] = [];
        // Colours that pass into each other, one element after the other, would be measured on their way.
        const still = new CSSStyleSheet();
        still.replaceSync('*, ::before, ::after { transition: none !important; }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
        for (const { name, root: attributes, rules } of looks) {
            const before = Object.keys(attributes).map((key) => [key, root.getAttribute(key)] as const);
            for (const [key, value] of Object.entries(attributes)) root.setAttribute(key, value);
            // Colours that pass into each other do so from the next frame on.
            for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
            await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
            const { violations } = await axe.run(document, { runOnly: { type: 'rule', values: rules } });
            for (const { id, nodes } of violations)
                for (const { target } of nodes) found.push(`${name}: ${id}: ${target.join(' ')}`);
            for (const [key, value] of before)
                if (value === null) root.removeAttribute(key);
                else root.setAttribute(key, value);
        }
        return found;
    }, looks);
}

for (const [size, { looks, ...viewport }] of Object.entries(SIZES))
    test.describe(`on a ${size}, in every colour and direction,`, () => {
        test.use({
            viewport,
            colorScheme: 'light',
            contextOptions: { viewport, colorScheme: 'light', reducedMotion: 'reduce' },
        });

        async function expectNoViolations(page: Page, what: string, except: string[] = []): Promise<void> {
            const told = [...(await violations(page, except)), ...(await violationsIn(page, looks))];
            // All screens are told of, not the first that fails.
            expect.soft(told, what).toEqual([]);
        }

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
            test.setTimeout(240_000);
            const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
            await bo.follow(ana);
            const { id } = await ana.post('مرحبا بالبحر #harbour', { language: 'ar' });
            await ana.post('The end', { in_reply_to_id: id, spoiler_text: 'Spoilers' });
            await ana.post(`@${bo.username} hello`);
            const page = await browserOf(bo);
            for (const path of [
                ...['/home', '/public/local', '/public/remote', '/notifications', '/notifications/requests'],
                ...['/explore', '/explore/people', '/search?q=ana', '/conversations', '/lists', '/catch-up'],
                ...['/followed-tags', '/bookmarks', `/@${ana.username}/${id}/favourites`],
                ...['/drafts', '/scheduled', '/outbox', '/compose', ...(size === 'desktop' ? ['/deck'] : [])],
                ...[`/@${ana.username}`, `/@${ana.username}/${id}`],
                ...['/settings', '/settings/filters', '/settings/filters/new', '/settings/people'],
                ...['/settings/requests', '/settings/profile'],
                ...[
                    'appearance',
                    'reading',
                    'composing',
                    'notifications',
                    'privacy',
                    'languages',
                    'keyboard',
                    'accessibility',
                    'wellbeing',
                    'storage',
                    'import-export',
                    'about',
                ].map((name) => `/settings/${name}`),
                ...['security', 'sessions', 'passkeys', 'two-factor', 'email', 'password', 'sign-out'].map(
                    (name) => `/auth/${name}`,
                ),
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

test('whoever has only keys reaches every control of a screen, and sees where they are', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('The tide is coming in #harbour');
    await ana.post(`@${bo.username} hello`);
    const page = await browserOf(bo);
    await page.setViewportSize({ width: 390, height: 700 });
    for (const path of [
        ...[
            '/home',
            '/notifications',
            '/explore',
            '/compose',
            `/@${ana.username}`,
            `/@${ana.username}/${id}`,
        ],
        ...['/conversations', '/lists', '/drafts', '/catch-up', '/settings', '/settings/appearance'],
        ...['/settings/wellbeing', '/settings/people', '/bookmarks'],
    ]) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
        await expect(page.locator('[aria-hidden="true"].skeleton')).toHaveCount(0);
        // From the top, wherever the page had put the focus.
        await page.evaluate(() => {
            document.body.tabIndex = -1;
            document.body.focus();
            document.body.removeAttribute('tabindex');
        });
        const seen: string[] = [];
        for (let press = 0; press < 45; press++) {
            await page.keyboard.press('Tab');
            const stop = await page.evaluate(whereFocusIs);
            if (stop === null) break;
            expect.soft(stop.hidden, `${path}: ${stop.name} has the focus and cannot be seen`).toBe(false);
            seen.push(stop.name);
        }
        expect
            .soft(new Set(seen).size, `${path}: the focus went round in ${seen.join(', ')}`)
            .toBeGreaterThan(5);
    }
});

/** What has the focus, and whether anything of it can be seen; null where the page is left. Runs in the page. */
function whereFocusIs(): { name: string; hidden: boolean } | null {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
    // What is drawn for a field that is itself transparent is its label.
    const drawn = element.closest('label') ?? element;
    const { left, right, top, bottom } = drawn.getBoundingClientRect();
    const points = [0.5, 0.1, 0.9].flatMap((part) => [
        [left + (right - left) * part, (top + bottom) / 2],
        [(left + right) / 2, top + (bottom - top) * part],
    ]) as [number, number][];
    const hidden = !points.some(([x, y]) => {
        const met = document.elementFromPoint(x, y);
        return met !== null && (drawn.contains(met) || met.contains(drawn));
    });
    return { name, hidden };
}
