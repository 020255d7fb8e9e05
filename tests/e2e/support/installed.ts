import type { Page } from './test';

/** Waits until the service worker has everything that a start without the network needs. */
export async function untilInstalled(page: Page): Promise<void> {
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller)
            await new Promise((resolve) =>
                navigator.serviceWorker.addEventListener('controllerchange', resolve),
            );
    });
}
