import { expect, test, type Member, type Page } from './support/test';

/** So many posts, a few at a time; numbered from the oldest. */
async function write(author: Member, count: number, from = 1): Promise<void> {
    const lines = 'The tide comes and goes. '.repeat(6);
    for (let i = from; i < from + count; i += 8)
        await Promise.all(
            Array.from({ length: Math.min(8, from + count - i) }, (_, k) =>
                author.post(`Wave ${i + k}. ${lines.slice(0, ((i + k) % 6) * 25)}`),
            ),
        );
}

/** The first post below the header, and where its top stands. */
function placeOf(page: Page): Promise<{ key: string; top: number }> {
    return page.evaluate(() => {
        const edge = document.querySelector('[data-page-header]')?.getBoundingClientRect().bottom ?? 0;
        const [first] = [...document.querySelectorAll<HTMLElement>('[role=feed] [data-key]')]
            .map((element) => ({ key: element.dataset['key'] ?? '', box: element.getBoundingClientRect() }))
            .filter(({ box }) => box.bottom > edge)
            .sort((a, b) => a.box.top - b.box.top);
        return { key: first?.key ?? '', top: first?.box.top ?? NaN };
    });
}

async function expectPlace(page: Page, wanted: { key: string; top: number }): Promise<void> {
    await expect.poll(async () => (await placeOf(page)).key).toBe(wanted.key);
    await expect.poll(async () => Math.abs((await placeOf(page)).top - wanted.top)).toBeLessThanOrEqual(2);
}

/** Turns the wheel until so many px were read, as a person does. */
async function readOn(page: Page, px: number): Promise<void> {
    await page.mouse.move(500, 400);
    for (let read = 0; read < px; read += 600) {
        await page.mouse.wheel(0, 600);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    // What follows the end of a scroll happens a moment after it.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
}

test('it remembers the line: after Back, a reload and a new start, and on the next device', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await write(ana, 120);
    const page = await browserOf(bo);
    await readOn(page, 9_000);
    const there = await placeOf(page);

    // A thread, and back: the same line, and the focus where it was.
    const link = page.locator(`[data-key="${there.key}"] a:has(time)`).first();
    await link.focus();
    const focused = await placeOf(page);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/@.+\/\d+/);
    await page.goBack();
    await expectPlace(page, focused);
    await expect(page.locator(`[data-key="${there.key}"]`)).toBeFocused();

    await page.reload();
    await expectPlace(page, focused);

    // The browser is closed and opened; meanwhile more is written.
    const context = page.context();
    await page.close();
    await write(ana, 30, 121);
    const again = await context.newPage();
    await again.goto('/home');
    await expectPlace(again, focused);
    await expect(again.getByRole('button', { name: '30 new posts' })).toBeVisible();
    await expectPlace(again, focused);

    // Upwards from where reading stopped, and back again.
    await again.keyboard.press('.');
    await expect(again.getByText('You were here')).toBeInViewport();
    await expect(again.getByText('Wave 121.')).toBeInViewport();
    await again.getByRole('button', { name: 'Back to where I was' }).click();
    await expectPlace(again, focused);

    // Another device is asked for nothing: it offers to go on where this one stopped.
    await expect(async () => {
        await again.keyboard.press('.');
        await expect(again.getByText('Wave 150.')).toBeInViewport({ timeout: 2_000 });
    }).toPass();
    await readOn(again, 600);
    const told = again.waitForRequest(
        (request) => request.url().endsWith('/api/v1/markers') && request.method() === 'POST',
    );
    await again.getByRole('link', { name: 'Settings', exact: true }).click();
    await told;
    await write(ana, 7, 151);
    const phone = await browserOf(bo);
    await phone.getByRole('button', { name: /^Continue where you were · \d+ newer$/ }).click();
    await expect(phone.getByText('You were here')).toBeInViewport();
    await expect(phone.getByText('Wave 151.')).toBeVisible();
});

test('hundreds of posts stream in, and what is read does not move; what was missed is read upwards without a hole', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await write(ana, 60);
    const page = await browserOf(bo);
    await readOn(page, 3_000);
    const there = await placeOf(page);
    await page.evaluate(() => {
        const seen = window as unknown as { shift: number };
        seen.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
                seen.shift += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift' });
    });

    await write(ana, 240, 61);
    await expect(page.getByRole('button', { name: '240 new posts' })).toBeVisible();
    expect(await placeOf(page)).toEqual(there);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThanOrEqual(
        0.02,
    );

    await page.keyboard.press('.');
    await expect(page.getByText('Wave 61.')).toBeInViewport();
    await expect(page.getByText('You were here')).toBeInViewport();

    // One post after the other, upwards to the newest: none is missing, none is there twice.
    const met = new Map<number, number>();
    for (let turn = 0; turn < 200 && !met.has(300); turn++) {
        const numbers = await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>('[role=feed] > div > div')].map((row) =>
                Number(/Wave (\d+)\./.exec(row.textContent ?? '')?.[1]),
            ),
        );
        for (const number of numbers)
            met.set(
                number,
                Math.max(met.get(number) ?? 0, numbers.filter((other) => other === number).length),
            );
        await page.mouse.wheel(0, -700);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 60)));
    }
    const missing = Array.from({ length: 240 }, (_, i) => i + 61).filter((number) => met.get(number) !== 1);
    expect(missing).toEqual([]);
});

test('two hundred posts are caught up with in a moment, without a network, and read everywhere after', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    const [ana, bo, cem] = [await newcomer('ana'), await newcomer('bo'), await newcomer('cem')];
    await cem.follow(ana);
    await cem.follow(bo);
    await write(ana, 30);
    const { id } = await ana.post('Who saw the heron?');
    await bo.post('By the old pier', { in_reply_to_id: id });
    await bo.api('POST', `/api/v1/statuses/${id}/reblog`);
    const page = await browserOf(cem, '/catch-up');
    await expect(page.getByText(/^3\d posts since/)).toBeVisible();
    await page.context().setOffline(true);

    await expect(page.getByText('1 conversation', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Replies' }).click();
    await expect(page.getByRole('article')).toHaveCount(1);
    await expect(page.getByText('By the old pier')).toBeVisible();
    await page.getByRole('button', { name: 'Replies' }).click();
    await page.getByRole('radio', { name: 'Most talked about' }).check();
    await expect(page.getByRole('article').first()).toContainText('Who saw the heron?');
    await page.keyboard.press('j');
    await expect(page.locator('article:focus')).toContainText('Who saw the heron?');
    await page.keyboard.press('j');
    await expect(page.locator('article:focus')).toHaveCount(1);

    await page.context().setOffline(false);
    const told = page.waitForRequest(
        (request) => request.url().endsWith('/api/v1/markers') && request.method() === 'POST',
    );
    await page.getByRole('button', { name: 'Mark all read' }).first().click();
    await told;
    await expect(page.getByRole('heading', { name: 'All caught up' })).toBeVisible();
});
