import type { Conversation } from '$lib/mastodon-api/entities';
import { compareIds } from '$lib/mastodon-api/paging';
import { getConversations } from '../api/conversations';
import { database } from '../database/open';
import type { StoredConversation } from '../database/records';
import { writeQuietly } from '../database/write-quietly';
import type { Outcome } from '../outbox/perform';
import { conversationsWith } from '../outbox/pending-things';
import { live } from '../streaming/connection';
import { entities } from './entities.svelte';
import { outbox } from './outbox.svelte';

const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);

/** The person's conversations, the one that was last written in first: from the device at once, then from the server. */
export class ConversationsStore {
    #items: readonly Conversation[] = $state.raw([]);
    #state: 'loading' | 'ready' | 'failed' = $state('loading');
    #next: string | null = $state(null);
    #opened: Promise<void> | null = null;

    readonly #shown = $derived(conversationsWith(this.#items, outbox.pending));

    /** Without those being taken off, and read as far as the person has read. */
    get items(): readonly Conversation[] {
        return this.#shown;
    }

    get state(): 'loading' | 'ready' | 'failed' {
        return this.#state;
    }

    get ended(): boolean {
        return this.#next === null;
    }

    /** Shows what the device keeps, asks for the newest, and hears of new ones from now on; answers how to stop. */
    open(): () => void {
        this.#opened ??= this.#recall();
        void this.#opened.then(() => this.refresh());
        const stopHearing = outbox.onSettled((outcome) => this.#settle(outcome));
        const leave = live.join('direct', {
            onEvent: (told) => {
                if (told.event === 'conversation') void this.#put([told.payload]);
            },
            onJoined: (complete) => void (complete || this.refresh()),
        });
        return () => {
            stopHearing();
            leave();
        };
    }

    find(id: string): Conversation | undefined {
        return this.#shown.find((one) => one.id === id);
    }

    async refresh(): Promise<void> {
        await this.#ask();
    }

    /** Asks for those before the last. */
    async more(): Promise<void> {
        if (this.#next) await this.#ask(this.#next);
    }

    /** Forgets them, as when somebody signs out. */
    clear(): void {
        this.#items = [];
        this.#opened = null;
        this.#state = 'loading';
    }

    async #ask(path?: string): Promise<void> {
        this.#state = 'loading';
        try {
            const page = await getConversations(fetch, path);
            await this.#put(page.items);
            this.#next = page.items.length > 0 ? page.next : null;
            this.#state = 'ready';
        } catch {
            this.#state = 'failed';
        }
    }

    async #recall(): Promise<void> {
        const stored = await database().getAll('conversations');
        await entities.load(stored.flatMap(({ lastStatusId }) => lastStatusId ?? []));
        const known = await Promise.all(stored.map(asConversation));
        this.#items = inOrder([...known, ...this.#items]);
    }

    async #put(told: readonly Conversation[]): Promise<void> {
        await entities.absorbAccounts(told.flatMap(({ accounts }) => accounts));
        await entities.absorb(told.flatMap(({ last_status }) => last_status ?? []));
        const ids = new Set(told.map(({ id }) => id));
        this.#items = inOrder([...told, ...this.#items.filter(({ id }) => !ids.has(id))]);
        const usedAt = Date.now();
        await writeQuietly(
            told.map(({ accounts, last_status, ...entity }) => ({
                store: 'conversations',
                put: {
                    ...{ id: entity.id, entity, usedAt, lastStatusId: last_status?.id ?? null },
                    accountIds: accounts.map(({ id }) => id),
                },
            })),
        );
    }

    #settle(outcome: Outcome): void {
        if ('conversation' in outcome) void this.#put([outcome.conversation]);
        if (!('conversationDeleted' in outcome)) return;
        const gone = outcome.conversationDeleted;
        this.#items = this.#items.filter(({ id }) => id !== gone);
        void writeQuietly([{ store: 'conversations', delete: gone }]);
    }
}

async function asConversation(stored: StoredConversation): Promise<Conversation> {
    const { entity, accountIds, lastStatusId } = stored;
    const accounts = await Promise.all(accountIds.map((id) => entities.loadAccount(id)));
    return {
        ...entity,
        accounts: accounts.filter((account) => account !== undefined),
        last_status: (lastStatusId && entities.status(lastStatusId)) || null,
    };
}

const timeOf = ({ id, last_status }: Conversation) => last_status?.id ?? id;

function inOrder(conversations: readonly Conversation[]): Conversation[] {
    return conversations.toSorted((a, b) => compareIds(timeOf(b), timeOf(a)));
}

export const conversations = new ConversationsStore();
