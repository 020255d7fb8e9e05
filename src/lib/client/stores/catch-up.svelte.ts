import type { Status } from '$lib/mastodon-api/entities';
import { compareIds } from '$lib/mastodon-api/paging';
import { byEcho, narrow, summarise, type CatchUpSummary, type PostKind } from '../feeds/catch-up';
import { filterVerdict } from '../feeds/filter-verdict';
import { timeOf } from '../feeds/id-time';
import { entities } from './entities.svelte';
import type { TimelineStore } from './timeline.svelte';

/** How far back: to where reading stopped, or so many hours. */
export type Range = 'unread' | 8 | 24 | 72;

const HOUR = 3_600_000;

/** What the device knows of home since some moment: told in a few numbers, narrowed, and gone through. */
export class CatchUp {
    readonly #home: TimelineStore;
    #range: Range = $state('unread');
    #ready = $state(false);
    /** Where reading had stopped when the catch-up was opened; reading on here does not take posts away. */
    #readBefore: string | null = $state(null);
    kind: PostKind | null = $state(null);
    authorId: string | null = $state(null);
    url: string | null = $state(null);
    order: 'time' | 'echo' = $state('time');

    readonly #entries: Status[] = $derived.by(() => {
        const since = this.#range === 'unread' ? null : Date.now() - this.#range * HOUR;
        const read = this.#readBefore;
        return this.#home.knownIds.flatMap((id) => {
            if (since === null ? read !== null && compareIds(id, read) <= 0 : timeOf(id) < since) return [];
            const entry = entities.status(id);
            const shown =
                entry &&
                !entities.isAvoided(entry.account.id) &&
                !(entry.reblog && entities.isAvoided(entry.reblog.account.id)) &&
                filterVerdict(entry, 'home')?.action !== 'hide';
            return shown ? [entry] : [];
        });
    });
    readonly #summary: CatchUpSummary = $derived(summarise(this.#entries));
    readonly #shown: Status[] = $derived.by(() => {
        const chosen = narrow(this.#entries, this);
        return this.order === 'echo' ? byEcho(chosen) : chosen;
    });

    constructor(home: TimelineStore) {
        this.#home = home;
    }

    get ready(): boolean {
        return this.#ready;
    }

    get range(): Range {
        return this.#range;
    }

    set range(range: Range) {
        this.#range = range;
        this.kind = this.authorId = this.url = null;
    }

    get summary(): CatchUpSummary {
        return this.#summary;
    }

    /** What is left after narrowing, in order. */
    get shown(): readonly Status[] {
        return this.#shown;
    }

    /** The moment since which it tells. */
    get since(): Date {
        if (this.#range !== 'unread') return new Date(Date.now() - this.#range * HOUR);
        const from = this.#readBefore ?? this.#home.knownIds.at(-1);
        return from ? new Date(timeOf(from)) : new Date();
    }

    /** Takes what the device has, and what the server adds while it can be reached; answers how to leave. */
    open(): () => void {
        void this.#open();
        return () => this.#home.close();
    }

    async #open(): Promise<void> {
        await this.#home.open();
        await this.#home.marker?.ask();
        this.#readBefore = this.#home.marker?.furthest ?? null;
        await entities.load(this.#home.knownIds);
        this.#ready = true;
    }

    /** Everything up to the newest was read, on every device. */
    markRead(): void {
        const [newest] = this.#home.knownIds;
        if (!newest) return;
        this.#home.marker?.dismiss();
        this.#home.marker?.hasRead(newest);
        this.#home.marker?.tell();
        this.#readBefore = newest;
        this.range = 'unread';
    }
}
