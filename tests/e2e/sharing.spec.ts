import { aPng } from '../support/pictures';
import { expect, test, type Page } from './support/test';

/** Sends what another app shares, as the system does; answers where the composer finds it. */
function share(page: Page, words: Record<string, string>, file: Buffer): Promise<string> {
    return page.evaluate(
        async ({ words, bytes }) => {
            const form = new FormData();
            for (const [name, value] of Object.entries(words)) form.set(name, value);
            form.append('files', new File([new Uint8Array(bytes)], 'sea.png', { type: 'image/png' }));
            const answer = await fetch('/share-target', { method: 'POST', body: form });
            return answer.url;
        },
        { words, bytes: [...file] },
    );
}

test('what another app shares is in the composer, though the worker was ended before the page came', async ({
    newcomer,
    browserOf,
}) => {
    const page = await browserOf(await newcomer('ana'));
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller)
            await new Promise((resolve) =>
                navigator.serviceWorker.addEventListener('controllerchange', resolve),
            );
    });
    const words = {
        title: 'Tide table',
        text: 'Tide table for June https://reef.example/tides',
        url: 'https://reef.example/tides',
    };
    const address = await share(page, words, await aPng());
    expect(address).toContain('/compose?shared=');
    const workers = await page.context().newCDPSession(page);
    await workers.send('ServiceWorker.enable');
    await workers.send('ServiceWorker.stopAllWorkers');
    await page.goto(address);

    await expect(page).toHaveURL('/compose');
    const text = page.getByRole('textbox', { name: 'Text of the post' });
    await expect(text).toHaveValue(words.text);
    await expect(page.getByRole('button', { name: 'Alt text of picture 1: add' })).toBeVisible();
    // The draft has it now, and the page can be loaded again.
    await page.reload();
    await expect(text).toHaveValue(words.text);
    await expect(page.getByRole('button', { name: 'Alt text of picture 1: add' })).toBeVisible();

    // Words may come with a link as well, and where no worker could keep a share, that is said.
    await page.goto('/compose?text=From+a+link');
    await expect(text).toHaveValue('From a link');
    const unkept = await page.request.post('/share-target', {
        headers: { 'sec-fetch-site': 'none' },
        maxRedirects: 0,
    });
    await page.goto(unkept.headers()['location'] ?? '');
    const messages = page.getByRole('region', { name: 'Messages' });
    await expect(messages.getByText('What you shared could not be kept here.')).toBeVisible();
});
