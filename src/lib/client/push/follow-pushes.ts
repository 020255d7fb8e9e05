import { goto } from '$app/navigation';
import { pageOf } from './message';

/** Goes to the page of a notification that was clicked, when the service worker says so. */
export function followPushes(): void {
    navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const address = (data as { open?: unknown } | null)?.open;
        if (typeof address === 'string') void goto(pageOf(address, location.origin));
    });
}
