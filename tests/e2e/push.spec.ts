import { expect, test } from './support/test';

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

test('a push is shown by the worker although no page is open, and a later one of its group takes its place', async ({
    newcomer,
    browserOf,
    community,
}) => {
    const page = await browserOf(await newcomer('ana'));
    const context = page.context();
    await context.grantPermissions(['notifications'], { origin: community.origin });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

    const cdp = await context.newCDPSession(page);
    const registrations: string[] = [];
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: told }) =>
        registrations.push(...told.map(({ registrationId }) => registrationId)),
    );
    await cdp.send('ServiceWorker.enable');
    await expect.poll(() => registrations.length).toBeGreaterThan(0);
    const deliver = (data: string) =>
        cdp.send('ServiceWorker.deliverPushMessage', {
            origin: community.origin,
            registrationId: registrations.at(-1) ?? '',
            data,
        });
    const shown = () =>
        page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            const list = await registration.getNotifications();
            return list.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url as string }));
        });

    await cdp.send('ServiceWorker.stopAllWorkers');
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
