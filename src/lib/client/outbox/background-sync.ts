/** The tag of the background sync with which a closed app sends what waits. */
export const SYNC_TAG = 'outbox';

/** Has the browser wake the service worker when there is a network, where it does such things. */
export async function askForBackgroundSync(): Promise<void> {
    try {
        const registration = await navigator.serviceWorker?.getRegistration();
        const sync = registration && 'sync' in registration ? registration.sync : null;
        await (sync as { register(tag: string): Promise<void> } | null)?.register(SYNC_TAG);
    } catch {
        // Not in this browser, or not allowed: it is sent when the app is open.
    }
}
