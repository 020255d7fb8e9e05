import { untilInstalled } from './support/installed';
import { expect, test, type Page } from './support/test';

/** Chooses a language as a visit before did, and remembers every English name of a place that ever shows. */
async function speak(page: Page, locale: string): Promise<void> {
    await page.context().addCookies([{ name: 'atoll_locale', value: locale, url: page.url() }]);
    await page.context().addInitScript(() => {
        const seen = new Set<string>();
        Object.assign(globalThis, { englishSeen: seen });
        new MutationObserver(() => {
            for (const [word] of (document.body?.innerText ?? '').matchAll(
                /\b(?:Home|Explore|Notifications|Settings|Loading)\b/g,
            ))
                seen.add(word);
        }).observe(document, { childList: true, subtree: true, characterData: true });
    });
}

const englishSeen = (page: Page) =>
    page.evaluate(() => [...(globalThis as unknown as { englishSeen: Set<string> }).englishSeen]);

test('Arabic is spoken from the first paint on, from right to left, and without a network too', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/);
    const ana = await newcomer('ana');
    await ana.post('مرحبًا بالجزيرة');
    const page = await browserOf(ana);
    await untilInstalled(page);
    await speak(page, 'ar');
    const words: string[] = [];
    page.on('request', (request) => {
        const file = /\/words\/([\w-]+)\./.exec(request.url())?.[1];
        if (file && !request.serviceWorker()) words.push(file);
    });
    await page.goto('/home');
    await expect(page.getByRole('navigation', { name: 'الأساسي' })).toBeVisible();
    await expect(page.getByText('مرحبًا بالجزيرة')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    expect(await englishSeen(page)).toEqual([]);
    expect(new Set(words)).toEqual(new Set(['ar']));
    const [nav, main] = await Promise.all([
        page.getByRole('navigation', { name: 'الأساسي' }).boundingBox(),
        page.getByRole('main').boundingBox(),
    ]);
    expect(nav!.x).toBeGreaterThan(main!.x);

    const context = page.context();
    await page.close();
    await context.setOffline(true);
    const cold = await context.newPage();
    await cold.goto('/settings/appearance');
    await expect(cold.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(cold.getByRole('navigation', { name: 'الأساسي' })).toBeVisible();
    expect(await englishSeen(cold)).toEqual([]);
});

test('a guest reads every language as their browser asks for it, rendered by the server and taken over in it', async ({
    browser,
    community,
}) => {
    for (const [locale, lang, rules] of [
        ['es-MX', 'es', 'Reglas'],
        ['fr', 'fr', 'Règles'],
        ['ja-JP', 'ja', 'ルール'],
        ['ar-EG', 'ar', 'القواعد'],
        ['de-AT', 'de', 'Regeln'],
    ] as const) {
        const context = await browser.newContext({ locale, baseURL: community.origin });
        const page = await context.newPage();
        await page.goto('/about');
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        await expect(page.getByRole('heading', { name: rules })).toBeVisible();
        await page.waitForFunction(() => document.querySelector('[data-sveltekit-preload-data]') !== null);
        await expect(page.getByRole('heading', { name: rules })).toBeVisible();
        await context.close();
    }
});

/** What the app itself says must come from the catalogue; people's words, names and times do not. */
const PEOPLES = 'bdi, time, [dir="auto"], [lang]:not(html), option, code, kbd, svg, script, style, .handle';

test('in the pseudo-locale no screen says anything that is not in the catalogue, or scrolls sideways', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('Shells');
    const page = await browserOf(bo);
    await speak(page, 'en-XA');
    await page.setViewportSize({ width: 390, height: 844 });
    const plain: string[] = [];
    for (const path of [
        '/home',
        '/public/local',
        '/explore',
        '/search',
        '/notifications',
        '/compose',
        '/drafts',
        '/outbox',
        '/scheduled',
        '/bookmarks',
        '/lists',
        '/conversations',
        '/catch-up',
        '/settings',
        '/settings/appearance',
        '/settings/reading',
        '/settings/filters',
        `/@${ana.username}`,
        `/@${ana.username}/${id}`,
    ]) {
        await page.goto(path);
        await expect(page.locator('h1')).toBeAttached();
        await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA');
        await page.waitForLoadState('networkidle');
        const found = await page.evaluate((peoples) => {
            const texts: string[] = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                if (parent && !parent.closest(peoples) && parent.checkVisibility())
                    texts.push(walker.currentNode.textContent ?? '');
            }
            for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
                for (const element of document.querySelectorAll(`[${name}]`))
                    if (!element.closest('svg, bdi')) texts.push(element.getAttribute(name) ?? '');
            return texts;
        }, PEOPLES);
        // What members of other tests are called, too.
        const names = /^(?:Atoll|@?[a-z]+(?:_\d+)+)$/;
        for (const text of found) {
            const unbracketed = text.replace(/\[[^]*\]/g, '').trim();
            if (names.test(unbracketed) || !Number.isNaN(Date.parse(unbracketed.replace(' at ', ' '))))
                continue;
            if (/[A-Za-z]{3}/.test(unbracketed)) plain.push(`${path}: ${unbracketed}`);
        }
        const wider = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wider > 0) plain.push(`${path} is ${wider} px too wide`);
    }
    expect(plain).toEqual([]);
});
