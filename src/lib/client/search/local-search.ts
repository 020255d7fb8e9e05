import type { Account, Status } from '$lib/mastodon-api/entities';
import { database } from '../database/open';
import type { StoredNotification } from '../database/records';
import { entities } from '../stores/entities.svelte';
import { me } from '../stores/me.svelte';
import {
    EVERYTHING,
    NOTHING,
    type Envelope,
    type Found,
    type Question,
    type Reply,
    type SearchKind,
} from './asking';
import type { Searcher } from './searcher';

export type { SearchKind };

/** What the device keeps that answers to a query, best first. */
export interface LocalFindings {
    accounts: Account[];
    /** Hashtags without their sign. */
    tags: string[];
    statuses: Status[];
    notifications: StoredNotification[];
}

/** Milliseconds after which a silent worker is given up. */
const PATIENCE = 15_000;

/** False once it turned out that no worker starts here. */
let worker: Worker | null | false = null;
let here: { accountId: string; searcher: Promise<Searcher> } | null = null;
let asked = 0;
const waiting = new Map<number, (found: Found | null) => void>();

/**
 * Searches posts, people, hashtags and notifications among what this device keeps; nothing leaves it. `query` takes
 * the server's operators (`from:`, `has:`, `before:` …), phrases and refusals.
 */
export async function searchLocally(
    query: string,
    { kinds = EVERYTHING, limit = 20 }: { kinds?: readonly SearchKind[]; limit?: number } = {},
): Promise<LocalFindings> {
    if (query.trim() === '') return { accounts: [], tags: [], statuses: [], notifications: [] };
    const found = await ask({ ask: 'search', query, kinds, limit });
    const [accounts, , groups] = await Promise.all([
        loadAccounts(found.accountIds),
        entities.load(found.statusIds),
        database().getMany('notificationGroups', found.notificationIds),
    ]);
    const notifications = groups.filter((group) => group !== undefined);
    // A row shows its people and its post: they are brought to memory with it.
    await Promise.all([
        entities.load(notifications.flatMap(({ statusId }) => statusId ?? [])),
        loadAccounts(notifications.flatMap(({ accountIds }) => accountIds.slice(0, 1))),
    ]);
    return {
        accounts,
        tags: found.tags,
        statuses: found.statusIds.flatMap((id) => entities.status(id) ?? []),
        notifications,
    };
}

/** People the device has met whose handle or name begins with `prefix`; who is followed comes first. */
export async function completeAccounts(prefix: string, limit = 6): Promise<Account[]> {
    return loadAccounts((await ask({ ask: 'accounts', prefix, limit })).accountIds);
}

/** Hashtags met on this device that begin with `prefix`, the most used first, without their sign. */
export async function completeTags(prefix: string, limit = 6): Promise<string[]> {
    return (await ask({ ask: 'tags', prefix, limit })).tags;
}

/** Reads what the device keeps, so that the first real question is answered at once. */
export function prepareSearch(): void {
    void ask({ ask: 'prepare' });
}

async function loadAccounts(ids: readonly string[]): Promise<Account[]> {
    const found = await Promise.all(ids.map((id) => entities.loadAccount(id)));
    return found.filter((account) => account !== undefined);
}

async function ask(question: Question): Promise<Found> {
    const accountId = me.account?.id;
    if (!accountId) return NOTHING;
    entities.onEdited = (ids) => void ask({ ask: 'reread', ids });
    // What only this page keeps, no worker can read.
    const found = database().durable ? await askWorker(accountId, question) : null;
    return found ?? (await askHere(accountId, question));
}

function askWorker(accountId: string, question: Question): Promise<Found | null> {
    if (!('Worker' in globalThis) || worker === false) return Promise.resolve(null);
    worker ??= startWorker();
    const started = worker;
    const number = ++asked;
    const answer = new Promise<Found | null>((resolve) => {
        const timer = setTimeout(() => settle(number, null), PATIENCE);
        waiting.set(number, (found) => {
            clearTimeout(timer);
            resolve(found);
        });
    });
    started.postMessage({ number, accountId, question } satisfies Envelope);
    return answer;
}

function startWorker(): Worker {
    const started = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Reply>) => settle(data.number, data.found));
    // It was never fetched and there is no network, or the browser knows no such workers.
    started.addEventListener('error', () => {
        worker = false;
        for (const number of waiting.keys()) settle(number, null);
    });
    return started;
}

function settle(number: number, found: Found | null): void {
    waiting.get(number)?.(found);
    waiting.delete(number);
}

async function askHere(accountId: string, question: Question): Promise<Found> {
    if (here?.accountId !== accountId)
        here = {
            accountId,
            searcher: import('./searcher').then(({ Searcher }) => new Searcher(database(), accountId)),
        };
    try {
        return await (await here.searcher).answer(question);
    } catch {
        here = null;
        return NOTHING;
    }
}
