import { goto } from '$app/navigation';
import { notifications } from '../stores/notifications.svelte';
import { pageOf } from './message';

/** Hears what the service worker says of pushes: one has come, one was seen, one leads to a page. */
export function followPushes(): void {
    navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const { open, pushed, read } = (data ?? {}) as Record<string, unknown>;
        if (typeof pushed === 'string') void notifications.takePushed();
        if (typeof read === 'string') void notifications.markReadTo(read);
        if (typeof open === 'string')
            void notifications.takePushed().then(() => goto(pageOf(open, location.origin)));
    });
}
