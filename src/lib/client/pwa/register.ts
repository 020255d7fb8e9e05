const HOUR = 60 * 60_000;

/** What the page hears of the service worker. */
export interface WorkerListener {
    /** A new build is fetched and waits to take over. */
    onWaiting(registration: ServiceWorkerRegistration): void;
    /** Another worker took over: what the page loads from now on is of another build. */
    onTakenOver(): void;
}

/** Registers the service worker and looks for a newer one every hour and whenever the app comes back to the front. */
export async function registerWorker(listener: WorkerListener): Promise<ServiceWorkerRegistration | null> {
    if (import.meta.env.DEV || !('serviceWorker' in navigator)) return null;
    const container = navigator.serviceWorker;
    // The very first worker takes over a page that is of its own build: nothing to do.
    let hadController = container.controller !== null;
    container.addEventListener('controllerchange', () => {
        if (hadController) listener.onTakenOver();
        hadController = true;
    });
    // A new worker asks whether this page lives, and can be asked to take over.
    container.addEventListener('message', ({ data, source }) => {
        if (data === 'ANYBODY_THERE') source?.postMessage('HERE');
    });
    let registration: ServiceWorkerRegistration;
    try {
        registration = await container.register('/service-worker.js', { scope: '/', updateViaCache: 'none' });
    } catch (error) {
        // A private window, or a browser that was told not to: the app works online only.
        console.warn('No service worker', error);
        return null;
    }
    if (registration.waiting) listener.onWaiting(registration);
    registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
            if (worker.state === 'installed' && container.controller) listener.onWaiting(registration);
        });
    });
    // Offline there is nothing to find.
    nowAndThen(() => void registration.update().catch(() => {}));
    return registration;
}

/** Every hour, and whenever the app comes back to the front. */
export function nowAndThen(look: () => void): void {
    setInterval(look, HOUR);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
}

/** Lets the waiting worker take over. */
export function takeOver(registration: ServiceWorkerRegistration): void {
    registration.waiting?.postMessage('SKIP_WAITING');
}
