import { browser } from '$app/environment';
import { SvelteMap } from 'svelte/reactivity';
import type { Account, Poll, Relationship, Status } from '$lib/mastodon-api/entities';
import { compareIds } from '$lib/mastodon-api/paging';
import { writeQuietly } from '../database/write-quietly';
import { database } from '../database/open';
import type { Change } from '../database/records';
import { loadSanitiser, sanitiseAccount, sanitiseStatus } from '../database/sanitise';
import { keepAccount, keepStatuses, readStatuses } from '../database/statuses';
import type { Wanted, WantedRelationship } from '../outbox/overlay';
import { withEdit } from './with-edit';
import { withReactions } from './with-reactions';
import { withVote } from './with-vote';

type FlatStatus = Omit<Status, 'account' | 'reblog'> & { accountId: string; boostedId: string | null };

/**
 * Every status, account and relationship the app has met, each once: a feed is a list of ids into it. What the person
 * did and the server has not confirmed lies above what the server said, so that an answer in between changes nothing.
 */
export class Entities {
    readonly #statuses = new SvelteMap<string, FlatStatus>();
    readonly #accounts = new SvelteMap<string, Account>();
    readonly #relationships = new SvelteMap<string, Relationship>();
    readonly #wanted = new SvelteMap<string, Wanted>();
    readonly #wantedRelations = new SvelteMap<string, WantedRelationship>();
    readonly #gone = new SvelteMap<string, true>();
    // The same parts give the same object, so that nothing is rendered again for nothing.
    readonly #composed = new WeakMap<FlatStatus, { parts: unknown[]; status: Status }>();

    /** A status as it is to be shown; undefined when it is not in memory or was deleted. Reactive. */
    status(id: string): Status | undefined {
        const flat = this.#statuses.get(id);
        if (!flat || this.#gone.has(id)) return undefined;
        const account = this.#accounts.get(flat.accountId);
        if (!account) return undefined;
        const reblog = flat.boostedId ? this.status(flat.boostedId) : null;
        if (reblog === undefined) return undefined;
        const wanted = this.#wanted.get(id);
        const parts = [account, reblog, wanted];
        const known = this.#composed.get(flat);
        if (known && known.parts.every((part, i) => part === parts[i])) return known.status;
        const status = compose(flat, account, reblog, wanted);
        this.#composed.set(flat, { parts, status });
        return status;
    }

    /** Reactive. */
    account(id: string): Account | undefined {
        return this.#accounts.get(id);
    }

    /** How the person and an account stand, with what was just done to it. Reactive. */
    relationship(id: string): Relationship | undefined {
        const known = this.#relationships.get(id);
        const wanted = this.#wantedRelations.get(id);
        if (!known || !wanted) return known;
        const { following: follow } = wanted;
        if (follow === undefined) return { ...known, ...wanted };
        const asks = follow && !known.following && this.#accounts.get(id)?.locked === true;
        return { ...known, ...wanted, following: follow && !asks, requested: asks };
    }

    /** The ids of the newest statuses in memory. */
    newestIds(count: number): string[] {
        return [...this.#statuses.keys()].sort((a, b) => compareIds(b, a)).slice(0, count);
    }

    /** Was the status deleted since it was put into a feed? Reactive. */
    isGone(id: string): boolean {
        return this.#gone.has(id);
    }

    /** Hears which posts were edited since the device met them. */
    onEdited: (ids: readonly string[]) => void = () => {};

    /** Takes in what the server said, sanitised, for the screen and for the device. */
    async absorb(statuses: readonly Status[]): Promise<void> {
        if (statuses.length === 0) return;
        await loadSanitiser();
        const clean = statuses.map(sanitiseStatus);
        const edited = clean.filter(({ id, edited_at }) => {
            const known = this.#statuses.get(id);
            return known && known.edited_at !== edited_at;
        });
        this.#remember(clean);
        await writeQuietly(keepStatuses(clean, Date.now()));
        if (edited.length > 0) this.onEdited(edited.map(({ id }) => id));
    }

    /** Takes in a poll as it stands now; nothing when its status is not in memory. */
    async absorbPoll(statusId: string, poll: Poll): Promise<void> {
        const flat = this.#statuses.get(statusId);
        const account = flat && this.#accounts.get(flat.accountId);
        if (account) await this.absorb([{ ...compose(flat, account, null, undefined), poll }]);
    }

    async absorbAccounts(accounts: readonly Account[]): Promise<void> {
        if (accounts.length === 0) return;
        await loadSanitiser();
        const clean = accounts.map(sanitiseAccount);
        for (const account of clean) this.#accounts.set(account.id, account);
        await writeQuietly(clean.map((account) => keepAccount(account, Date.now())));
    }

    async absorbRelationships(relationships: readonly Relationship[]): Promise<void> {
        for (const relationship of relationships) this.#relationships.set(relationship.id, relationship);
        await writeQuietly(relationships.map((put): Change => ({ store: 'relationships', put })));
    }

    /** Brings statuses from the device into memory; answers the ids that are there now. */
    async load(ids: readonly string[]): Promise<Set<string>> {
        const missing = ids.filter((id) => !this.#statuses.has(id));
        if (missing.length > 0) this.#remember(await readStatuses(database(), missing));
        return new Set(ids.filter((id) => this.#statuses.has(id)));
    }

    async loadAccount(id: string): Promise<Account | undefined> {
        const stored = this.#accounts.get(id) ?? (await database().get('accounts', id))?.entity;
        if (stored && !this.#accounts.has(id)) this.#accounts.set(id, stored);
        return stored;
    }

    async loadRelationship(id: string): Promise<Relationship | undefined> {
        const stored = this.#relationships.get(id) ?? (await database().get('relationships', id));
        if (stored && !this.#relationships.has(id)) this.#relationships.set(id, stored);
        return stored;
    }

    /** Finds an account met before by its address, for pages opened offline. */
    async findByAcct(acct: string): Promise<Account | undefined> {
        const sought = acct.toLowerCase();
        for (const account of this.#accounts.values())
            if (account.acct.toLowerCase() === sought) return account;
        const stored = (await database().getAll('accounts')).find(
            (a) => a.entity.acct.toLowerCase() === sought,
        );
        if (stored) this.#accounts.set(stored.id, stored.entity);
        return stored?.entity;
    }

    /** Lays a wish over a status until the server has answered; null takes it away. */
    want(id: string, wish: Wanted | null): void {
        if (wish) this.#wanted.set(id, wish);
        else this.#wanted.delete(id);
    }

    /** Lays a wish over how the person stands to somebody; null takes it away. */
    wantRelation(accountId: string, wish: WantedRelationship | null): void {
        if (wish) this.#wantedRelations.set(accountId, wish);
        else this.#wantedRelations.delete(accountId);
    }

    /** Is somebody muted or blocked, so that their posts are not to be met in feeds? Reactive. */
    isAvoided(accountId: string): boolean {
        const stands = { ...this.#relationships.get(accountId), ...this.#wantedRelations.get(accountId) };
        return Boolean(stands.muting || stands.blocking);
    }

    /** Hides a status everywhere: deleted, or about to be. */
    hide(id: string): void {
        this.#gone.set(id, true);
    }

    /** Shows a hidden status again. */
    unhide(id: string): void {
        this.#gone.delete(id);
    }

    /** Forgets a deleted status, here and on the device. */
    async forget(id: string): Promise<void> {
        this.hide(id);
        this.#statuses.delete(id);
        await writeQuietly([
            { store: 'statuses', delete: id },
            { store: 'tombstones', put: { id, at: Date.now() } },
        ]);
    }

    /** Empties the memory; the device keeps what it has. */
    clear(): void {
        for (const map of [this.#statuses, this.#accounts, this.#relationships]) map.clear();
        for (const map of [this.#wanted, this.#wantedRelations, this.#gone]) map.clear();
    }

    #remember(statuses: readonly Status[]): void {
        // A server process serves many people: nothing of one may stay in its memory.
        if (!browser && !import.meta.env.TEST) throw new Error('Entities are kept in the browser only');
        for (const { account, reblog, ...rest } of statuses) {
            if (reblog) this.#remember([reblog]);
            this.#accounts.set(account.id, account);
            this.#statuses.set(rest.id, { ...rest, accountId: account.id, boostedId: reblog?.id ?? null });
        }
    }
}

function compose(
    flat: FlatStatus,
    account: Account,
    reblog: Status | null,
    wanted: Wanted | undefined,
): Status {
    const { accountId: _accountId, boostedId: _boostedId, ...rest } = flat;
    const status: Status = { ...rest, account, reblog };
    if (!wanted) return status;
    const count = (before: boolean | undefined, after: boolean | undefined, total: number) =>
        after === undefined || after === (before ?? false) ? total : Math.max(0, total + (after ? 1 : -1));
    const { choices, edit, reactions, revoked, ...flags } = wanted;
    return {
        ...(edit ? withEdit(status, edit) : status),
        ...flags,
        ...(revoked ? { quote: { state: 'revoked' as const, quoted_status: null } } : {}),
        ...(reactions ? { emoji_reactions: withReactions(status.emoji_reactions ?? [], reactions) } : {}),
        poll: status.poll && choices ? withVote(status.poll, choices) : status.poll,
        favourites_count: count(flat.favourited, wanted.favourited, flat.favourites_count),
        reblogs_count: count(flat.reblogged, wanted.reblogged, flat.reblogs_count),
    };
}

export const entities = new Entities();
