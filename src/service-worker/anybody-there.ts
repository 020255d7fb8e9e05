/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope;

/** How long a page may take to answer: on a slow phone it may only just be beginning. */
const PATIENCE = 10_000;
const ASKED_EVERY = 1_000;

/**
 * Does any page of the app that is open answer? True also where none is open: then nobody is stuck. Pages answer from
 * `client/pwa/register.ts`, with `HERE`.
 */
export async function anybodyThere(): Promise<boolean> {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (pages.length === 0) return true;
    return new Promise((settle) => {
        const hear = ({ data }: ExtendableMessageEvent) => {
            if (data === 'HERE') end(true);
        };
        const ask = () => pages.forEach((page) => page.postMessage('ANYBODY_THERE'));
        const asking = setInterval(ask, ASKED_EVERY);
        const timer = setTimeout(() => end(false), PATIENCE);
        function end(answer: boolean) {
            clearInterval(asking);
            clearTimeout(timer);
            self.removeEventListener('message', hear);
            settle(answer);
        }
        self.addEventListener('message', hear);
        ask();
    });
}
