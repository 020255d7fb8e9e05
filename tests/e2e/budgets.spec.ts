import { gzipSync } from 'node:zlib';
import { hold, onAPhone, weigh, type Line } from './support/budget';
import { untilInstalled } from './support/installed';
import { test, type Page } from './support/test';

/** A browser whose workers are blocked by the test answers a registration with nothing, which no real one does. */
const WITHOUT_WORKER = /reading 'waiting'/;

/** In a browser that has nothing yet: no worker, no cache. */
async function fresh(page: Page): Promise<Page> {
    const context = await page
        .context()
        .browser()!
        .newContext({
            storageState: await page.context().storageState(),
            serviceWorkers: 'block',
            baseURL: new URL(page.url()).origin,
            locale: 'en-GB',
        });
    return context.newPage();
}

test('what each page weighs until it shows something', async ({
    newcomer,
    browserOf,
    browser,
    community,
    expectComplaint,
}) => {
    expectComplaint(WITHOUT_WORKER);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('Shells');
    await bo.post(`@${ana.username} hello`);
    const signedIn = await browserOf(ana);
    const lines: Line[] = [];
    for (const [path, ready, limit, forNow] of [
        ['/home', 'article', 110, 240],
        [`/@${ana.username}/${id}`, 'article', 115, 240],
        ['/notifications', 'article', 115, 240],
        ['/settings', 'h1', 115, 190],
    ] as const) {
        const page = await fresh(signedIn);
        const { scripts, styles, words } = await weigh(page, path, ready);
        lines.push({
            what: `scripts of ${path.replace(/\d{5,}/, ':id')}`,
            measured: scripts,
            unit: 'KB',
            limit,
            forNow,
        });
        if (path === '/home') {
            lines.push({ what: 'styles of /home', measured: styles, unit: 'KB', limit: 22, forNow: 36 });
            lines.push({ what: 'words of one language', measured: words, unit: 'KB', limit: 20 });
        }
        await page.context().close();
    }
    const context = await browser.newContext({ baseURL: community.origin, serviceWorkers: 'block' });
    const guest = await context.newPage();
    const { scripts } = await weigh(guest, '/about', 'h1');
    lines.push({
        what: 'scripts of /about for a guest',
        measured: scripts,
        unit: 'KB',
        limit: 45,
        forNow: 80,
    });
    await context.close();
    const worker = await (await fetch(`${community.origin}/service-worker.js`)).bytes();
    lines.push({
        what: 'service worker',
        measured: gzipSync(worker, { level: 9 }).length / 1000,
        unit: 'KB',
        limit: 14,
        forNow: 24,
    });
    hold(lines);
});

test('a phone of the middle class: the first post, cold and warm, and from the device without a network', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    expectComplaint(WITHOUT_WORKER);
    const ana = await newcomer('ana');
    for (let post = 1; post <= 20; post++) await ana.post(`Shell ${post}`);
    const page = await browserOf(ana);
    const largest = (on: Page) =>
        on.evaluate(
            () =>
                new Promise<number>((resolve) => {
                    new PerformanceObserver((list) =>
                        resolve((list.getEntries().at(-1)?.startTime ?? 0) / 1000),
                    ).observe({ type: 'largest-contentful-paint', buffered: true });
                }),
        );
    const cold = await fresh(page);
    await onAPhone(cold);
    await cold.goto('/home');
    await cold.getByRole('article').first().waitFor();
    const coldPaint = await largest(cold);
    await cold.context().close();

    await untilInstalled(page);
    await onAPhone(page);
    await page.reload();
    await page.getByRole('article').first().waitFor();
    const warmPaint = await largest(page);

    await page.context().setOffline(true);
    await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
            if (!document.querySelector('article')) return;
            performance.mark('first-post');
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await page.getByRole('article').first().waitFor();
    const kept = await page.evaluate(
        () => (performance.getEntriesByName('first-post')[0]?.startTime ?? Infinity) / 1000,
    );
    hold([
        { what: 'largest paint of /home, cold', measured: coldPaint, unit: 's', limit: 2.5, forNow: 20 },
        { what: 'largest paint of /home, warm', measured: warmPaint, unit: 's', limit: 1.5, forNow: 8 },
        { what: 'first post without a network', measured: kept, unit: 's', limit: 1.2, forNow: 12 },
    ]);
});
