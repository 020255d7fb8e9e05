import { Deployments } from './support/deployments';
import { expect, test, type Page } from './support/test';

/** The build a page came from; null while it is being loaded anew. */
const buildOf = (page: Page) =>
    page
        .evaluate(() => {
            const files = performance.getEntriesByType('resource').map(({ name }) => name);
            return /immutable\/(\w)\/entry\//.exec(files.join(' '))?.[1] ?? '';
        })
        .catch(() => null);

/** Asks for a newer build, as the page does by itself when the app comes back to the front. */
const look = (page: Page) =>
    page
        .evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()))
        .catch(() => {});

/** The page is as new as its worker from now on, and can start without a network. */
const installed = (page: Page) =>
    page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller)
            await new Promise((resolve) =>
                navigator.serviceWorker.addEventListener('controllerchange', resolve),
            );
    });

test('a new build comes without a lost word, a missing part or a loop', async ({
    newcomer,
    browserOf,
    community,
    expectComplaint,
}) => {
    // Parts of builds that are gone, and pictures whose addresses name the community behind the proxy.
    expectComplaint(
        /404|Failed to fetch|Failed to update a ServiceWorker|bad-precaching-response|missing-avatar|ERR_CONNECTION_REFUSED/,
    );
    await using server = await Deployments.before(community.origin);
    const ana = await newcomer('ana');
    await ana.post('An early tide');
    const writing = await browserOf(ana, '/home', server.origin);
    const context = writing.context();
    await installed(writing);
    let loads = 0;
    writing.on('load', () => (loads += 1));
    await writing.getByRole('button', { name: 'What’s new?' }).click();
    const words = writing.getByRole('textbox', { name: 'Text of the post' });
    await words.fill('Not to be lost');
    const reading = await context.newPage();
    await reading.goto('/home');
    await expect(reading.getByText('An early tide')).toBeVisible();

    // B: whoever reads is told, and takes it; whoever writes goes on in what they have.
    server.build = 'b';
    await look(reading);
    const chip = reading.getByRole('navigation').getByRole('button', { name: 'Update ready' });
    await expect(chip).toBeVisible();
    expect(await buildOf(reading)).toBe('');
    await Promise.all([reading.waitForEvent('load'), chip.click()]);
    await expect.poll(() => buildOf(reading)).toBe('b');
    await expect(reading.getByText('An early tide')).toBeVisible();
    await expect(words).toHaveValue('Not to be lost');
    expect(loads).toBe(0);
    // What the old page fetches only now, it still finds.
    const missed = server.missed.length;
    await writing.getByRole('dialog').getByRole('button', { name: /poll/i }).click();
    await expect(writing.getByRole('dialog').getByRole('textbox')).toHaveCount(3);
    expect(server.missed.slice(missed)).toEqual([]);
    await expect(words).toHaveValue('Not to be lost');
});
