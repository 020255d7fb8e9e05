import { probe } from '../api/instance';
import { observeRequests, type Fetch } from '../api/request';
import { initialConnectivity, judge, shouldProbe, type Phase, type Signal } from '../pwa/connectivity';
import { live, type LiveConnection } from '../streaming/connection';

const TICK = 1000;
const PROBE_EVERY = 10_000;

/** Whether the server can be reached, judged by what happens and not by what the browser claims. */
export class ConnectivityStore {
    #state = $state.raw(initialConnectivity);
    /** When the phase last became `offline`. */
    #since: Date | null = $state.raw(null);
    readonly #onReturn = new Set<() => void>();
    #probing = false;
    #probedAt = 0;

    get phase(): Phase {
        return this.#state.phase;
    }

    get offline(): boolean {
        return this.#state.phase === 'offline';
    }

    get offlineSince(): Date | null {
        return this.#since;
    }

    /** Hears when the server can be reached again; answers how to stop hearing. */
    onReturn(listener: () => void): () => void {
        this.#onReturn.add(listener);
        return () => void this.#onReturn.delete(listener);
    }

    signal(signal: Signal): void {
        const before = this.#state.phase;
        this.#state = judge(this.#state, signal);
        if (before !== 'offline' && this.offline) this.#since = new Date();
        if (before === 'offline' && !this.offline) for (const listener of this.#onReturn) listener();
    }

    /** Watches requests, the socket and the browser; answers how to stop. */
    start(fetch: Fetch = globalThis.fetch, connection: LiveConnection = live): () => void {
        observeRequests((outcome) => this.signal({ type: 'request', outcome }));
        const stopListening = connection.onStatus((up) =>
            this.signal({ type: 'socket', up, now: Date.now() }),
        );
        const offline = () => this.signal({ type: 'browser-offline' });
        const online = () => void this.#probe(fetch);
        addEventListener('offline', offline);
        addEventListener('online', online);
        if (!navigator.onLine) offline();
        const timer = setInterval(() => {
            const now = Date.now();
            const soon = this.offline ? now - this.#probedAt >= PROBE_EVERY : true;
            if (soon && document.visibilityState === 'visible' && shouldProbe(this.#state, now))
                void this.#probe(fetch);
        }, TICK);
        return () => {
            clearInterval(timer);
            removeEventListener('offline', offline);
            removeEventListener('online', online);
            stopListening();
            observeRequests(() => {});
        };
    }

    async #probe(fetch: Fetch): Promise<void> {
        if (this.#probing) return;
        this.#probing = true;
        this.#probedAt = Date.now();
        // An error status is an answer too; the observer of requests has heard of it.
        const outcome = await probe(fetch).then(
            () => 'answered' as const,
            (error: unknown) => (error instanceof Error && error.name === 'ApiError' ? 'answered' : 'failed'),
        );
        this.signal({ type: 'probe', outcome });
        this.#probing = false;
    }
}

export const connectivity = new ConnectivityStore();
