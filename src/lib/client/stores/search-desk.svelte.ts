import type { Account, Status, Tag } from '$lib/mastodon-api/entities';
import { search, type SearchParams } from '../api/search';
import type { Fetch } from '../api/request';
import { namesOneThing } from '../search/address';
import { kindsFor } from '../search/asking';
import type { searchLocally } from '../search/local-search';
import { entities } from './entities.svelte';

/** All kinds, or one of them. */
export type SearchScope = 'all' | NonNullable<SearchParams['type']>;

/** What was found in one place. */
export interface Findings {
    accounts: readonly Account[];
    /** Without their sign. */
    tags: readonly string[];
    statuses: readonly Status[];
}

const NONE: Findings = { accounts: [], tags: [], statuses: [] };
const PAUSE_MS = 250;
const FEW = 5;
const PAGE = 20;

export const countOf = ({ accounts, tags, statuses }: Findings): number =>
    accounts.length + tags.length + statuses.length;

/**
 * A search as it is typed: what the device keeps answers at once, the server adds what it knows besides. Neither moves
 * what the other found.
 */
export class SearchDesk {
    readonly #fetch: Fetch;
    readonly #searchHere: typeof searchLocally;
    #here: Findings = $state.raw(NONE);
    #there: Findings = $state.raw(NONE);
    /** What both were asked for. */
    #query = $state('');
    #scope: SearchScope = 'all';
    #state: 'idle' | 'searching' | 'done' | 'failed' = $state('idle');
    #exhausted = $state(true);
    /** How many the server has answered with, those known here included. */
    #asked = 0;
    #stale: AbortController | null = null;

    constructor(parts: { fetch?: Fetch; searchHere?: typeof searchLocally } = {}) {
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#searchHere =
            parts.searchHere ??
            (async (...asked) => (await import('../search/local-search')).searchLocally(...asked));
    }

    get query(): string {
        return this.#query;
    }

    /** From what this device keeps. */
    get here(): Findings {
        return this.#here;
    }

    /** What only the server knows of. */
    get there(): Findings {
        return this.#there;
    }

    /** Of the server: `failed` when it can't be reached. */
    get state(): 'idle' | 'searching' | 'done' | 'failed' {
        return this.#state;
    }

    /** Are further pages of one kind to be had? */
    get hasMore(): boolean {
        return !this.#exhausted;
    }

    /** Looks for something else; the server is asked once typing pauses. Answers when both have answered. */
    async look(query: string, scope: SearchScope): Promise<void> {
        const wanted = query.trim();
        this.stop();
        this.#query = wanted;
        this.#scope = scope;
        this.#exhausted = true;
        this.#asked = 0;
        this.#there = NONE;
        this.#state = wanted === '' ? 'idle' : 'searching';
        if (wanted === '') {
            this.#here = NONE;
            return;
        }
        const stale = new AbortController();
        this.#stale = stale;
        await this.#lookHere(wanted, scope, stale.signal);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        if (!stale.signal.aborted) await this.#ask(stale.signal);
    }

    /** Asks the server for the next page of one kind, or again after a failure. */
    async more(): Promise<void> {
        this.#stale ??= new AbortController();
        await this.#ask(this.#stale.signal);
    }

    /** Forgets answers that are still to come. */
    stop(): void {
        this.#stale?.abort();
        this.#stale = null;
    }

    async #lookHere(query: string, scope: SearchScope, signal: AbortSignal): Promise<void> {
        const kinds = {
            all: kindsFor(query),
            accounts: ['account'],
            hashtags: ['tag'],
            statuses: ['status'],
        } as const;
        const { accounts, tags, statuses } = await this.#searchHere(query, {
            kinds: kinds[scope],
            limit: scope === 'all' ? FEW : PAGE,
        });
        if (!signal.aborted) this.#here = { accounts, tags, statuses };
    }

    async #ask(signal: AbortSignal): Promise<void> {
        const [query, scope] = [this.#query, this.#scope];
        this.#state = 'searching';
        try {
            // Only what names one thing elsewhere is worth asking other servers for.
            const resolve = namesOneThing(query);
            const type = scope === 'all' ? undefined : scope;
            const offset = type && this.#asked > 0 ? this.#asked : undefined;
            const results = await search(this.#fetch, query, { type, resolve, limit: PAGE, offset }, signal);
            await Promise.all([entities.absorb(results.statuses), entities.absorbAccounts(results.accounts)]);
            if (signal.aborted) return;
            const size = results.accounts.length + results.hashtags.length + results.statuses.length;
            this.#asked += size;
            this.#exhausted = !type || size < PAGE;
            this.#there = this.#joined(results.accounts, results.hashtags, results.statuses);
            this.#state = 'done';
        } catch {
            if (!signal.aborted) this.#state = 'failed';
        }
    }

    #joined(accounts: Account[], hashtags: Tag[], statuses: Status[]): Findings {
        const [here, there] = [this.#here, this.#there];
        const fresh = <T>(
            known: readonly T[],
            others: readonly T[],
            found: readonly T[],
            key: (one: T) => string,
        ) => {
            const seen = new Set([...known, ...others].map(key));
            return [...others, ...found.filter((one) => !seen.has(key(one)))];
        };
        const ids = ({ id }: { id: string }) => id;
        return {
            accounts: fresh(here.accounts, there.accounts, accounts, ids),
            tags: fresh(
                here.tags,
                there.tags,
                hashtags.map(({ name }) => name),
                (name) => name.toLowerCase(),
            ),
            statuses: fresh(here.statuses, there.statuses, statuses, ids),
        };
    }
}
