import { expect, test, type Page } from './support/test';

const MESSAGE = {
    access_token: '',
    preferred_locale: 'en',
    notification_id: '1',
    notification_type: 'mention',
    icon: '/icons/icon-192.png',
    title: 'Bo mentioned you',
    body: 'Hello there',
    tag: 'ungrouped-1',
    url: '/notifications',
};

/** Hands pushes to the worker of a page's browser, as the browser does with those of its push service. */
async function pushService(page: Page, origin: string) {
    const cdp = await page.context().newCDPSession(page);
    const registrations: string[] = [];
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: told }) =>
        registrations.push(...told.map(({ registrationId }) => registrationId)),
    );
    await cdp.send('ServiceWorker.enable');
    await expect.poll(() => registrations.length).toBeGreaterThan(0);
    const deliver = (data: string) =>
        cdp.send('ServiceWorker.deliverPushMessage', {
            origin,
            registrationId: registrations.at(-1) ?? '',
            data,
        });
    return Object.assign(deliver, { stopWorkers: () => cdp.send('ServiceWorker.stopAllWorkers') });
}

test('a push is shown by the worker although no page is open, and a later one of its group takes its place', async ({
    newcomer,
    browserOf,
    community,
}) => {
    const page = await browserOf(await newcomer('ana'));
    const context = page.context();
    await context.grantPermissions(['notifications'], { origin: community.origin });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

    const deliver = await pushService(page, community.origin);
    const shown = () =>
        page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            const list = await registration.getNotifications();
            return list.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url as string }));
        });

    await deliver.stopWorkers();
    await deliver(JSON.stringify(MESSAGE));
    await expect
        .poll(shown)
        .toEqual([
            { title: 'Bo mentioned you', body: 'Hello there', tag: 'ungrouped-1', url: '/notifications' },
        ]);
    await deliver(JSON.stringify({ ...MESSAGE, title: 'Bo mentioned you again' }));
    await expect.poll(shown).toMatchObject([{ title: 'Bo mentioned you again' }]);
    await deliver('nothing that can be read');
    await expect
        .poll(async () => (await shown()).map(({ title }) => title))
        .toContain('Something new in your community');
});

test('the settings offer notifications on this device, from the first visit on', async ({
    newcomer,
    browserOf,
}) => {
    const page = await browserOf(await newcomer('ana'), '/settings/notifications');
    const section = page.getByRole('region', { name: /^Notifications/ });
    await expect(section.getByRole('switch', { name: /Notify me on this device/ })).not.toBeChecked();
});

test('what a push tells of is read without a network, liked from its notification once, and counted on the icon', async ({
    newcomer,
    browserOf,
    community,
    expectComplaint,
}) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const page = await browserOf(ana);
    const context = page.context();
    await context.grantPermissions(['notifications'], { origin: community.origin });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const deliver = await pushService(page, community.origin);
    // No page of the app is open when it happens.
    await page.goto('about:blank');
    const { id } = await bo.post(`@${ana.username} The tide turned at noon`);
    interface Groups {
        notification_groups: { group_key: string; page_max_id: string; type: string }[];
    }
    const mentions = async () =>
        (await ana.api<Groups>('GET', '/api/v2/notifications')).notification_groups.filter(
            ({ type }) => type === 'mention',
        );
    await expect.poll(mentions).toHaveLength(1);
    const [group] = await mentions();
    const [worker] = context.serviceWorkers();
    await worker?.evaluate(() => {
        const badges: number[] = [];
        Object.assign(self, { badges });
        Object.assign(navigator, { setAppBadge: async (count: number) => void badges.push(count) });
    });
    const url = `/@${bo.username}/${id}`;
    await deliver(
        JSON.stringify({
            ...MESSAGE,
            notification_id: group?.page_max_id,
            tag: group?.group_key,
            status_id: id,
            url,
        }),
    );
    const shown = () =>
        worker?.evaluate(async () => {
            const { registration } = self as unknown as ServiceWorkerGlobalScope;
            return (await registration.getNotifications()).map(({ title }) => title);
        });
    await expect.poll(shown).toEqual(['Bo mentioned you']);
    expect(await worker?.evaluate(() => (self as unknown as { badges: number[] }).badges)).toEqual([1]);

    await context.setOffline(true);
    // Where the worker would open a window: only a person's tap lets it.
    await page.goto(url);
    const post = page.getByRole('article').filter({ hasText: 'The tide turned at noon' }).first();
    await expect(post).toBeVisible();
    await worker?.evaluate(async () => {
        const scope = self as unknown as ServiceWorkerGlobalScope;
        const [notification] = await scope.registration.getNotifications();
        if (!notification) throw new Error('Nothing is shown');
        scope.dispatchEvent(
            new NotificationEvent('notificationclick', { notification, action: 'favourite' }),
        );
    });
    await expect(post.getByRole('button', { name: /favourite/i })).toHaveAttribute('aria-pressed', 'true');
    expect(await shown()).toEqual([]);
    await context.setOffline(false);
    await expect
        .poll(() => bo.api<{ favourites_count: number }>('GET', `/api/v1/statuses/${id}`))
        .toMatchObject({ favourites_count: 1 });
});
