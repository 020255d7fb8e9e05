/// <reference lib="webworker" />
import { activate, answerNavigation, install } from './shell';
import { answerRuntime, forgetPictures } from './runtime-caches';
import { flushInBackground } from './outbox';
import { answerShare } from './share';
import { answerPush, forgetPushes, renewPush, showPush } from './push';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => event.waitUntil(install(event)));
self.addEventListener('activate', (event) => event.waitUntil(activate(event)));
self.addEventListener('fetch', (event) => {
    const answer = answerShare(event) ?? answerNavigation(event) ?? answerRuntime(event);
    if (answer) event.respondWith(answer);
});
self.addEventListener('sync', (event) => {
    const { tag, waitUntil } = event as ExtendableEvent & { tag: string };
    if (tag === 'outbox') waitUntil.call(event, flushInBackground());
});
self.addEventListener('push', (event) => event.waitUntil(showPush(event)));
self.addEventListener('notificationclick', (event) => event.waitUntil(answerPush(event)));
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewPush()));
self.addEventListener('message', (event) => {
    if (event.data === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
    if (event.data === 'FORGET') event.waitUntil(Promise.all([forgetPictures(), forgetPushes()]));
});
