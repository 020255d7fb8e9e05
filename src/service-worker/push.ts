/// <reference lib="webworker" />
import { renewSubscription } from '$lib/client/push/subscription';
import { pageOf, readMessage } from '$lib/client/push/message';
import { baseLocale, isLocale, m } from '$lib/i18n';

declare const self: ServiceWorkerGlobalScope;

/** Shows what a push tells, whatever it is: browsers end a subscription whose pushes show nothing. */
export async function showPush({ data }: PushEvent): Promise<void> {
    const message = readMessage(data?.text(), self.location.origin);
    const wanted = message.locale ?? self.navigator.language.slice(0, 2);
    const locale = isLocale(wanted) ? wanted : baseLocale;
    await self.registration.showNotification(message.title || m.push_untold({}, { locale }), {
        body: message.body,
        icon: message.icon ?? '/icons/icon-192.png',
        badge: '/icons/monochrome-512.png',
        lang: locale,
        tag: message.tag,
        data: { url: message.url },
    });
}

/** Opens the page of a notification that was clicked: in the window that is there, or in a new one. */
export async function openPush({ notification }: NotificationEvent): Promise<void> {
    notification.close();
    const url = pageOf((notification.data as { url?: string } | null)?.url, self.location.origin);
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: false });
    const best = windows.find(({ focused }) => focused) ?? windows[0];
    if (!best) {
        await self.clients.openWindow(url);
        return;
    }
    await best.focus().catch(() => {});
    best.postMessage({ open: url });
}

/** The browser has thrown the subscription away: it is made again, if somebody is still signed in. */
export async function renewPush(): Promise<void> {
    await renewSubscription(self.registration, (...request) => fetch(...request)).catch(() => {});
}
