import { compareIds } from '$lib/mastodon-api/paging';
import { getMarkers, saveMarker } from '../api/markers';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import { writeQuietly } from '../database/write-quietly';
import { live, type LiveConnection } from '../streaming/connection';

/** The server is told at most this often how far was read. */
const TELL_EVERY = 20_000;
const OWN = 'home-read';

const newer = (a: string, b: string | null) => b === null || compareIds(a, b) > 0;

/** How far the home timeline was read, on this device and on the others. It only moves forward. */
export class HomeMarker {
    readonly #fetch: Fetch;
    readonly #live: LiveConnection;
    #elsewhere: string | null = $state(null);
    #readBefore: string | null = $state(null);
    /** How far this device has read, in earlier visits and in this one, and what of that the server knows. */
    #own: string | null = $state(null);
    #seen: string | null = null;
    #told: string | null = null;
    #telling: ReturnType<typeof setTimeout> | null = null;

    constructor(parts: { fetch?: Fetch; live?: LiveConnection } = {}) {
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#live = parts.live ?? live;
    }

    /** The newest post that another device has read and this one has not; null when there is none. */
    get elsewhere(): string | null {
        return this.#elsewhere;
    }

    /** How far this device had read before this visit. */
    get readBefore(): string | null {
        return this.#readBefore;
    }

    /** How far it was read on whichever device is furthest. */
    get furthest(): string | null {
        return this.#elsewhere !== null && newer(this.#elsewhere, this.#own) ? this.#elsewhere : this.#own;
    }

    /** Asks how far the other devices are, and hears of them; answers how to stop. */
    follow(): () => void {
        const leave = this.#live.join('user', {
            onEvent: (told) => {
                if (told.event === 'marker' && told.payload.timeline === 'home')
                    this.#learn(told.payload.marker.last_read_id);
            },
            onJoined: (complete) => void (complete || this.ask()),
        });
        void this.ask();
        return () => {
            leave();
            this.tell();
        };
    }

    async ask(): Promise<void> {
        this.#own ??= await database()
            .get('meta', OWN)
            .then((kept) => (typeof kept?.value === 'string' ? kept.value : null));
        this.#readBefore ??= this.#own;
        const { home } = await getMarkers(this.#fetch, ['home']).catch(() => ({ home: undefined }));
        if (home) this.#learn(home.last_read_id);
    }

    /** The reader saw this post. The server is told soon; while it is open where to go on, a little later. */
    hasRead(id: string): void {
        if (!newer(id, this.#seen) || !newer(id, this.#own)) return;
        this.#seen = id;
        this.#telling ??= setTimeout(() => this.#settle(), TELL_EVERY);
    }

    /** Goes on where the other device stopped: what stood on the screen meanwhile was not read. */
    goOn(): void {
        this.#seen = null;
        this.#elsewhere = null;
    }

    /** Goes on from here, whatever another device did. */
    dismiss(): void {
        this.#elsewhere = null;
    }

    /** Tells the server now, as when the page is left. Who was asked where to go on, and did not say, read nothing yet. */
    tell(): void {
        if (this.#telling) clearTimeout(this.#telling);
        this.#telling = null;
        const seen = this.#seen;
        if (seen === null || this.#elsewhere !== null || !newer(seen, this.#own)) return;
        this.#own = seen;
        void writeQuietly([{ store: 'meta', put: { id: OWN, value: seen } }]);
        if (!newer(seen, this.#told)) return;
        this.#told = seen;
        const last: Fetch = (input, init) => this.#fetch(input, { ...init, keepalive: true });
        void saveMarker(last, 'home', seen).catch(() => (this.#told = null));
    }

    /** Who has been reading here for a while goes on from here, unless the other device is further. */
    #settle(): void {
        if (this.#elsewhere !== null && !newer(this.#elsewhere, this.#seen)) this.#elsewhere = null;
        this.tell();
    }

    #learn(id: string): void {
        this.#told = newer(id, this.#told) ? id : this.#told;
        // What this device told comes back to it, too.
        if (newer(id, this.#own) && newer(id, this.#elsewhere)) this.#elsewhere = id;
    }
}
