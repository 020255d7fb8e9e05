/// <reference lib="webworker" />
import { saveMarker } from '$lib/client/api/markers';
import { readDevice } from '$lib/client/database/device';
import { openDatabase } from '$lib/client/database/open';
import type { LocalDatabase } from '$lib/client/database/records';
import { keepPushed, unreadTalkOnDevice } from '$lib/client/push/pushed';
import { pageOf, readMessage, type PushMessage } from '$lib/client/push/message';
import {
    actionsFor,
    gathered,
    MANY,
    shownData,
    type PushAction,
    type ShownData,
} from '$lib/client/push/shown';
import { renewSubscription } from '$lib/client/push/subscription';
import { showBadge } from '$lib/client/pwa/badge';
import { isQuiet } from '$lib/client/quiet-hours';
import { baseLocale, isLocale } from '$lib/i18n/browser-runtime';
import { say } from '$lib/i18n/words';
import * as numbers from '$lib/paraglide/numbers';
import { doInBackground } from './outbox';
import { speak } from './words';

declare const self: ServiceWorkerGlobalScope;

const ask: typeof fetch = (...request) => fetch(...request);

/**
 * Keeps what a push tells of, then shows it, whatever it is: browsers end a subscription whose pushes show nothing.
 */
export async function showPush({ data }: PushEvent): Promise<void> {
    const message = readMessage(data?.text(), self.location.origin);
    await withDatabase(async (database) => {
        if (message.tag && message.id) await keepPushed(ask, database, message.tag);
        if (!isQuiet(await readDevice('quietHours'), new Date()))
            await showBadge(await unreadTalkOnDevice(database));
    });
    await show(message);
    await tellPages({ pushed: message.tag });
}

/** Does what was clicked on a notification. */
export async function answerPush({ notification, action }: NotificationEvent): Promise<void> {
    notification.close();
    const data = shownData(notification.data);
    if (action === 'favourite' && data.statusId)
        return doInBackground({ type: 'favourite', target: data.statusId, payload: { on: true } });
    if (action === 'read' && data.id) return markRead(data.id);
    const page = action === 'reply' && data.statusId ? `/compose?reply=${data.statusId}` : data.url;
    await openPage(pageOf(page, self.location.origin));
}

/** The browser has thrown the subscription away: it is made again, if somebody is still signed in. */
export async function renewPush(): Promise<void> {
    await renewSubscription(self.registration, ask).catch(() => {});
}

/** Somebody signed out: what was shown was for them alone. */
export async function forgetPushes(): Promise<void> {
    for (const shown of await self.registration.getNotifications()) shown.close();
    await showBadge(0);
}

async function show(message: PushMessage): Promise<void> {
    const wanted = message.locale ?? self.navigator.language.slice(0, 2);
    const locale = isLocale(wanted) ? wanted : baseLocale;
    await speak(locale);
    const shown = await self.registration.getNotifications().catch((): Notification[] => []);
    const count = gathered(shown, message.tag);
    const silent = isQuiet(await readDevice('quietHours'), new Date());
    const title = message.title || say(numbers.push_untold);
    if (count === null) {
        await self.registration.showNotification(title, {
            ...looks(locale),
            silent,
            body: message.body,
            icon: message.icon ?? '/icons/icon-192.png',
            tag: message.tag,
            data: {
                url: message.url,
                id: message.id,
                statusId: message.statusId,
                count: 1,
            } satisfies ShownData,
            ...withActions(message),
        });
        return;
    }
    // The screen of a phone is not to be filled: one stands for all.
    for (const one of shown) one.close();
    await self.registration.showNotification(say(numbers.push_many, { count }), {
        ...looks(locale),
        silent,
        body: title,
        icon: '/icons/icon-192.png',
        tag: MANY,
        data: { url: '/notifications', id: message.id, statusId: undefined, count } satisfies ShownData,
        ...withActions({ id: message.id, type: undefined, statusId: undefined }),
    });
}

function looks(locale: string): NotificationOptions {
    return { badge: '/icons/monochrome-512.png', lang: locale };
}

/** Actions are not in TypeScript's notion of notifications, nor in every browser. */
function withActions(message: Parameters<typeof actionsFor>[0]): NotificationOptions {
    const { maxActions = 0 } = Notification as typeof Notification & { maxActions?: number };
    const words: Record<PushAction, () => string> = {
        reply: () => say(numbers.status_reply),
        favourite: () => say(numbers.status_favourite),
        read: () => say(numbers.push_mark_read),
    };
    const actions = actionsFor(message)
        .slice(0, maxActions)
        .map((action) => ({ action, title: words[action]() }));
    return { actions } as NotificationOptions;
}

/** All up to this one was seen: the device knows at once, the server as soon as it hears of it. */
async function markRead(id: string): Promise<void> {
    await withDatabase(async (database) => {
        await database.write([{ store: 'meta', put: { id: 'notifications-read', value: id } }]);
        await showBadge(await unreadTalkOnDevice(database));
    });
    await tellPages({ read: id });
    await saveMarker(ask, 'notifications', id).catch(() => {});
}

/** Opens a page in the window that is there, or in a new one. */
async function openPage(url: string): Promise<void> {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: false });
    const best = windows.find(({ focused }) => focused) ?? windows[0];
    if (!best) {
        await self.clients.openWindow(url);
        return;
    }
    await best.focus().catch(() => {});
    best.postMessage({ open: url });
}

async function tellPages(message: object): Promise<void> {
    for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(message);
}

/** Does nothing where nobody is signed in; what goes wrong must not keep a push from being shown. */
async function withDatabase(use: (database: LocalDatabase) => Promise<void>): Promise<void> {
    const me = await readDevice('me');
    if (!me) return;
    const database = await openDatabase(me.id);
    try {
        await use(database);
    } catch (error) {
        console.warn('A push could not be kept', error);
    } finally {
        database.close();
    }
}
