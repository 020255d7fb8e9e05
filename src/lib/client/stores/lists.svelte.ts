import type { Account, List } from '$lib/mastodon-api/entities';
import { getListAccounts, getLists } from '../api/lists';
import type { Page } from '../api/request';
import { database } from '../database/open';
import type { Change } from '../database/records';
import { writeQuietly } from '../database/write-quietly';
import type { Outcome } from '../outbox/perform';
import { listsWith, membersWith } from '../outbox/pending-things';
import { isLocal } from '../outbox/row';
import { entities } from './entities.svelte';
import { outbox } from './outbox.svelte';

const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);

/** The person's lists and who is on them: from the device at once, then from the server. */
export class ListsStore {
    #lists: readonly List[] = $state.raw([]);
    #state: 'loading' | 'ready' | 'failed' = $state('loading');
    #members: Readonly<Record<string, readonly string[]>> = $state.raw({});
    /** What a list that was made here is called by the server. */
    #named: Readonly<Record<string, string>> = $state.raw({});
    /** What was deleted here: the server may have been asked for all lists just before. */
    #gone: ReadonlySet<string> = $state.raw(new Set());
    #listening = false;

    readonly #shown = $derived(
        listsWith(this.#lists, outbox.pending)
            // For a moment the outbox has the wish still, and the server's answer is here already.
            .filter(({ id }) => !(id in this.#named) && !this.#gone.has(id))
            .toSorted((a, b) => a.title.localeCompare(b.title)),
    );

    /** By their titles, with those made, renamed and deleted on this device. */
    get items(): readonly List[] {
        return this.#shown;
    }

    get state(): 'loading' | 'ready' | 'failed' {
        return this.#state;
    }

    /** The list of an id; also by the id it had before the server knew it. */
    find(id: string): List | undefined {
        const known = this.#named[id] ?? id;
        return this.#shown.find((list) => list.id === known);
    }

    /** Who is on a list, as far as was looked; undefined before. */
    members(id: string): readonly string[] | undefined {
        const known = this.#members[id] ?? (isLocal(id) ? [] : undefined);
        return known && membersWith(id, known, outbox.pending);
    }

    /** Asks for all lists; what the device keeps stays when the server cannot be reached. */
    async load(): Promise<void> {
        this.#listen();
        const stored = await database().getAll('lists');
        if (this.#lists.length === 0) {
            this.#lists = stored.map(({ entity }) => entity);
            this.#members = Object.fromEntries(
                stored.flatMap(({ id, accountIds }) => (accountIds ? [[id, accountIds]] : [])),
            );
        }
        try {
            const known = this.#lists;
            const told = await getLists(fetch);
            // What was made or renamed while the server was asked is newer than its answer.
            const since = this.#lists.filter((list) => !known.includes(list));
            const ids = new Set(since.map(({ id }) => id));
            this.#lists = [...told.filter(({ id }) => !ids.has(id)), ...since];
            this.#state = 'ready';
            const staying = new Set(this.#lists.map(({ id }) => id));
            const gone = stored.filter(({ id }) => !staying.has(id));
            await this.#keep(gone.map(({ id }) => ({ store: 'lists', delete: id })));
        } catch {
            this.#state = 'failed';
        }
    }

    /** Asks who is on a list. Rejects when the server cannot be reached and the device does not know. */
    async loadMembers(id: string): Promise<void> {
        if (isLocal(id)) return;
        const known = this.#members[id];
        if (known) await Promise.all(known.map((account) => entities.loadAccount(account)));
        try {
            const ids: string[] = [];
            let path: string | undefined;
            do {
                const page: Page<Account> = await getListAccounts(fetch, id, path);
                await entities.absorbAccounts(page.items);
                ids.push(...page.items.map((account) => account.id));
                path = page.items.length > 0 ? (page.next ?? undefined) : undefined;
            } while (path);
            await this.#setMembers(id, ids);
        } catch (error) {
            if (!known) throw error;
        }
    }

    #listen(): void {
        if (this.#listening) return;
        this.#listening = true;
        outbox.onSettled((outcome) => void this.#settle(outcome));
    }

    async #settle(outcome: Outcome): Promise<void> {
        if ('list' in outcome) {
            const { list, was } = outcome;
            this.#lists = [...this.#lists.filter(({ id }) => id !== list.id), list];
            if (was !== list.id) {
                this.#named = { ...this.#named, [was]: list.id };
                this.#members = { ...this.#members, [list.id]: [] };
            }
            await this.#keep([]);
        } else if ('listDeleted' in outcome) {
            const gone = outcome.listDeleted;
            this.#gone = new Set([...this.#gone, gone]);
            this.#lists = this.#lists.filter(({ id }) => id !== gone);
            await this.#keep([{ store: 'lists', delete: gone }]);
        } else if ('member' in outcome) {
            const { listId, member, on } = outcome;
            const others = (this.#members[listId] ?? []).filter((id) => id !== member);
            await this.#setMembers(listId, on ? [member, ...others] : others);
        }
    }

    async #setMembers(id: string, accountIds: readonly string[]): Promise<void> {
        this.#members = { ...this.#members, [id]: accountIds };
        await this.#keep([]);
    }

    async #keep(changes: Change[]): Promise<void> {
        const kept = this.#lists.map((entity): Change => {
            const accountIds = this.#members[entity.id];
            const members = accountIds ? { accountIds: [...accountIds] } : {};
            return { store: 'lists', put: { id: entity.id, entity, ...members } };
        });
        await writeQuietly([...changes, ...kept]);
    }
}

export const lists = new ListsStore();
