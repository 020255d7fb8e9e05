/**
 * `npm run screenshots`: looks at every screen of a running community with the eyes of a guest and of a member, on a phone
 * and on a desktop, in the light and in the dark, and keeps what it saw under `screenshots/`, which is not committed. It
 * says what the browser complained of, and fails when it did.
 *
 *     npm start        and, in another terminal,
 *     npm run demo     once,
 *     npm run screenshots -- --member NAME --password PASSWORD [--origin URL] [--only home,thread] [--locale de]
 */
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { GUEST_SCREENS, MEMBER_SCREENS, type Screen } from './screenshots/screens.ts';

const FOLDER = 'screenshots';
const SIZES = {
    phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    desktop: { viewport: { width: 1280, height: 860 } },
};
const SCHEMES = ['light', 'dark'] as const;

const { values } = parseArgs({
    options: {
        origin: { type: 'string', default: 'http://localhost:3000' },
        member: { type: 'string' },
        password: { type: 'string' },
        only: { type: 'string' },
        locale: { type: 'string', default: 'en-GB' },
    },
});
const { member, password } = values;
if (!member || !password) throw new Error('Whose app is it? Give --member and --password.');
const wanted = values.only?.split(',');
const chosen = (screens: Screen[]) => screens.filter(({ name }) => !wanted || wanted.includes(name));

const complaints: string[] = [];
await mkdir(FOLDER, { recursive: true });
const browser = await chromium.launch(config.use?.launchOptions);
try {
    const session = await signIn(browser);
    for (const [size, device] of Object.entries(SIZES))
        for (const colorScheme of SCHEMES) {
            const options = { ...device, colorScheme, baseURL: values.origin, locale: values.locale };
            const manner = `${size}-${colorScheme}`;
            await look(await browser.newContext(options), chosen(GUEST_SCREENS), `guest-${manner}`);
            await look(
                await browser.newContext({ ...options, storageState: session }),
                chosen(MEMBER_SCREENS),
                manner,
            );
        }
} finally {
    await browser.close();
}
console.log(complaints.length > 0 ? complaints.join('\n') : 'No browser complained.');
process.exitCode = complaints.length > 0 ? 1 : 0;

async function signIn(browser: Browser) {
    const context = await browser.newContext({ baseURL: values.origin, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto('/auth/sign-in');
    await page.getByLabel('Handle or e-mail address').fill(member ?? '');
    await page.getByLabel('Password').fill(password ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/auth/'));
    const state = await context.storageState();
    await context.close();
    return state;
}

async function look(context: BrowserContext, screens: Screen[], manner: string): Promise<void> {
    const page = await context.newPage();
    for (const screen of screens) {
        const complain = (words: string) => complaints.push(`${screen.name} (${manner}): ${words}`);
        page.removeAllListeners();
        page.on('console', (message) => {
            if (['error', 'warning'].includes(message.type())) complain(message.text());
        });
        page.on('pageerror', (error) => complain(error.message));
        await page.goto(screen.path);
        await screen.prepare?.(page);
        await settled(page);
        await page.screenshot({ path: `${FOLDER}/${screen.name}-${manner}.png` });
        console.log(`${screen.name}-${manner}`);
    }
    await context.close();
}

/** Pictures are there, and nothing moves any more. */
async function settled(page: Page): Promise<void> {
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.evaluate(async () => {
        await document.fonts.ready;
        const started = performance.now();
        const busy = () =>
            document.querySelector('[aria-busy="true"], .skeleton') !== null ||
            [...document.images].some((image) => !image.complete && image.loading !== 'lazy');
        while (busy() && performance.now() - started < 5_000)
            await new Promise((next) => setTimeout(next, 50));
        const ending = document.getAnimations().filter(({ effect }) => {
            return Number.isFinite(Number(effect?.getComputedTiming().endTime));
        });
        await Promise.all(ending.map((one) => one.finished.catch(() => {})));
    });
}
