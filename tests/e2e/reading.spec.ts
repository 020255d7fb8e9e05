import { expect, test, type Page } from './support/test';

const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

/** Waits until the service worker has everything that a start without the network needs. */
async function untilInstalled(page: Page): Promise<void> {
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller)
            await new Promise((resolve) =>
                navigator.serviceWorker.addEventListener('controllerchange', resolve),
            );
    });
}

/** A new window of the same browser, without a network. */
async function coldWithoutNetwork(page: Page, path: string): Promise<Page> {
    const context = page.context();
    await page.close();
    await context.setOffline(true);
    const cold = await context.newPage();
    await cold.goto(path);
    return cold;
}

test('offline, one palette finds everything this device has met, at once, and what was opened opens again', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(OFFLINE);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('Herons stand in the shallow water #tidepools');
    await ana.post('They wait for the tide', { in_reply_to_id: id });
    const { id: put } = await ana.post('A recipe for seaweed crisps');
    await bo.api('POST', `/api/v1/statuses/${put}/bookmark`);
    const { id: own } = await bo.post('My own harbour at dusk');
    await ana.api('POST', `/api/v1/statuses/${own}/favourite`);

    const page = await browserOf(bo);
    await expect(page.getByText('seaweed crisps')).toBeVisible();
    await untilInstalled(page);
    for (const [path, words] of [
        [`/@${ana.username}/${id}`, 'They wait for the tide'],
        [`/@${ana.username}`, 'seaweed crisps'],
        ['/bookmarks', 'seaweed crisps'],
        ['/notifications', 'favourited'],
    ] as const) {
        await page.goto(path);
        await expect(page.getByText(words).first()).toBeVisible();
    }
    // What a page is made of is kept as it is used.
    await page.goto('/search');
    await expect(page.getByRole('searchbox').first()).toBeVisible();

    const cold = await coldWithoutNetwork(page, '/home');
    await expect(cold.getByText('seaweed crisps')).toBeVisible();
    await cold.keyboard.press('Control+k');
    const field = cold.getByRole('combobox');
    await field.fill('heron');
    const found = cold.getByRole('option', { name: /Herons stand/ });
    await expect(found).toBeVisible();
    await field.fill(ana.username.slice(0, 6));
    await expect(cold.getByRole('option', { name: new RegExp(`@${ana.username}`) })).toBeVisible();
    await field.fill('tidep');
    await expect(cold.getByRole('option', { name: 'tidepools', exact: true })).toBeVisible();
    await field.fill('harbour');
    await expect(cold.getByRole('option', { name: /favourited your post/ })).toBeVisible();
    await field.fill('https://elsewhere.example/@vera/1');
    await expect(cold.getByRole('option', { name: /^Open https:/ })).toBeVisible();
    const took = await cold.evaluate(async () => {
        const input = document.querySelector<HTMLInputElement>('[role=combobox]');
        if (!input) throw new Error('The palette is not open');
        const isShown = (word: string) =>
            [...document.querySelectorAll('[role=option]')].some((option) =>
                option.textContent.toLowerCase().includes(word),
            );
        const times: number[] = [];
        for (const word of ['recipe', 'shallow', 'dusk', 'tide', 'crisps']) {
            const begun = performance.now();
            input.value = word;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            while (!isShown(word) && performance.now() - begun < 5_000)
                await new Promise((resolve) => setTimeout(resolve));
            times.push(performance.now() - begun);
        }
        return times.sort((a, b) => a - b);
    });
    console.log(`palette, offline: median ${took[2]?.toFixed(0)} ms (limit 50)`);
    // The limit is judged on a quiet machine; what is far above it is another fault.
    expect(took[2]).toBeLessThan(500);

    await field.fill('heron');
    await expect(found).toBeVisible();
    await cold.keyboard.press('ArrowUp');
    await cold.keyboard.press('ArrowDown');
    await found.click();
    await expect(cold.getByText('They wait for the tide')).toBeVisible();
    await cold.goto('/bookmarks');
    await expect(cold.getByText('seaweed crisps')).toBeVisible();
    await expect(cold.getByText('this is what the device kept')).toBeVisible();
    await cold.goto(`/@${ana.username}`);
    await expect(cold.getByText('seaweed crisps')).toBeVisible();
    await cold.goto('/search?q=seaweed');
    await expect(cold.getByText('On this device')).toBeVisible();
    await expect(cold.getByText('seaweed crisps')).toBeVisible();
    await expect(cold.getByText('only what this device keeps was searched')).toBeVisible();
});

test('with 800 posts kept, the first is there at a cold start without a network', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(OFFLINE);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await ana.post('One of eight hundred');
    const page = await browserOf(bo);
    await expect(page.getByText('One of eight hundred')).toBeVisible();
    await untilInstalled(page);
    // No feed is open that would be saved over what is written here.
    await page.goto('/settings/storage');
    await expect(page.getByText(/posts? kept/)).toBeVisible();
    await page.evaluate(keepMany, 800);
    await page.reload();
    await expect(page.getByText(/^80\d posts kept/)).toBeVisible();
    const context = page.context();
    await page.close();
    await context.setOffline(true);
    const times: number[] = [];
    for (let start = 0; start < 3; start++) {
        const cold = await context.newPage();
        await cold.goto('/home', { waitUntil: 'commit' });
        times.push(
            await cold.evaluate(
                () =>
                    new Promise<number>((resolve) => {
                        const look = () => {
                            if (document.querySelector('article')) resolve(performance.now());
                            else requestAnimationFrame(look);
                        };
                        look();
                    }),
            ),
        );
        await cold.close();
    }
    times.sort((a, b) => a - b);
    console.log(`first kept post, offline: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms (limit 1200)`);
    expect(times[1]).toBeLessThan(8_000);
});

/** In the page: writes copies of a kept post until the home timeline has so many. */
async function keepMany(count: number): Promise<void> {
    const name = (await indexedDB.databases())
        .map((one) => one.name)
        .find((one) => one?.startsWith('atoll-'));
    if (!name) throw new Error('There is no database');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error ?? new Error('refused'));
    });
    const asked = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error ?? new Error('refused'));
        });
    const transaction = database.transaction(['statuses', 'feeds'], 'readwrite');
    const statuses = transaction.objectStore('statuses');
    const feeds = transaction.objectStore('feeds');
    interface Kept {
        id: string;
        entity: { id: string };
    }
    interface KeptFeed {
        feed: { segments: { high: string; low: string; ids: string[] }[]; shownTop: string };
    }
    const [pattern] = (await asked(statuses.getAll())) as Kept[];
    const home = (await asked(feeds.get('home'))) as KeptFeed;
    const [segment] = home.feed.segments;
    if (!pattern || !segment) throw new Error('Nothing is kept');
    const ids = Array.from({ length: count }, (_, i) => String(BigInt(pattern.id) - BigInt(i)));
    for (const id of ids) statuses.put({ ...pattern, id, entity: { ...pattern.entity, id } });
    segment.ids = ids;
    segment.low = ids.at(-1) ?? segment.low;
    await asked(feeds.put(home));
    database.close();
}

test('on a device without room the app goes on: what is new shows, pictures give way, drafts stay, and it says so', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/QuotaExceeded|No room on this device/);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const { id } = await ana.post('Before the device was full');
    const page = await browserOf(bo);
    await expect(page.getByText('Before the device was full')).toBeVisible();
    await untilInstalled(page);
    await page.getByRole('button', { name: 'What’s new?' }).click();
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('A draft that must not be lost');
    await page.keyboard.press('Escape');
    await page.goto('/drafts');
    await expect(page.getByText('A draft that must not be lost')).toBeVisible();

    await page.addInitScript(() => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
            if (sessionStorage.getItem('full'))
                throw new DOMException('No room on this device', 'QuotaExceededError');
            return put.apply(this, args);
        };
    });
    await page.evaluate(async () => {
        sessionStorage.setItem('full', '1');
        const cache = await caches.open('media');
        await cache.put('/media/test/small.webp', new Response('picture'));
    });
    const { id: later } = await ana.post('While the device was full');
    await page.goto('/home');
    // The new post may wait behind the pill, as the feed was read before.
    const pill = page.locator('[data-new-posts]').first();
    await expect(pill.or(page.getByText('While the device was full')).first()).toBeVisible();
    if (await pill.isVisible()) await pill.click();
    const post = page.getByRole('article').filter({ hasText: 'While the device was full' });
    await expect(post).toBeVisible();
    await expect(page.getByText('This device is full').first()).toBeVisible();
    await post.getByRole('button', { name: /favourite/i }).click();
    await expect
        .poll(
            async () =>
                (await bo.api<{ favourited: boolean }>('GET', `/api/v1/statuses/${later}`)).favourited,
        )
        .toBe(true);
    await page.goto(`/@${ana.username}/${id}`);
    await expect(page.getByText('Before the device was full')).toBeVisible();
    expect(await page.evaluate(async () => (await (await caches.open('media')).keys()).length)).toBe(0);

    await page.evaluate(() => sessionStorage.removeItem('full'));
    await page.goto('/drafts');
    await expect(page.getByText('A draft that must not be lost')).toBeVisible();
});

test('in a window that keeps nothing the app works, and says what that means', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/denied|refused/i);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await ana.post('Nothing is kept of this');
    const page = await browserOf(bo);
    await page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
            throw new DOMException('Storage is denied', 'InvalidStateError');
        };
        delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
    });
    await page.goto('/home');
    await expect(page.getByText('Nothing is kept of this')).toBeVisible();
    await expect(page.getByText('This browser keeps nothing').first()).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('kept');
    await expect(page.getByRole('option', { name: /Nothing is kept/ })).toBeVisible();
});
