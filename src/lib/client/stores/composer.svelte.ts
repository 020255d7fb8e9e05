import type { Status, Visibility } from '$lib/mastodon-api/entities';
import { getLocale } from '$lib/i18n';
import { database } from '../database/open';
import { randomId } from '../database/random-id';
import type { Draft } from '../database/records';
import { writeSurely } from '../database/write-quietly';
import { entities } from './entities.svelte';
import { me } from './me.svelte';

const SAVE_AFTER = 500;

/** What a person writes and chooses; the rest of a draft says what it belongs to. */
export type DraftContent = Pick<Draft, 'text' | 'contentWarning' | 'visibility' | 'language' | 'poll'>;

export interface Opening {
    replyTo?: Status;
    /** What to begin with, instead of an earlier draft. */
    content?: Partial<DraftContent>;
}

/** The narrower of two audiences: a reply is not shown to more people than what it replies to, unless one says so. */
export function narrower(a: Visibility, b: Visibility): Visibility {
    const order: Visibility[] = ['public', 'unlisted', 'private', 'direct'];
    return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/** The people a reply is addressed to: its author and whom they mentioned, without oneself. */
export function mentionsFor(status: Status, ownId: string | undefined): string {
    const people = [{ id: status.account.id, acct: status.account.acct }, ...status.mentions];
    const accts = new Set(people.filter((person) => person.id !== ownId).map((person) => person.acct));
    return [...accts].map((acct) => `@${acct} `).join('');
}

/** The post being written. Every change is kept on the device: nothing written is ever lost. */
export class Composer {
    #draft: Draft | null = $state.raw(null);
    #inReplyTo: Status | null = $state.raw(null);
    #saving: ReturnType<typeof setTimeout> | null = null;

    /** Null while nothing is being written. */
    get draft(): Readonly<Draft> | null {
        return this.#draft;
    }

    get isOpen(): boolean {
        return this.#draft !== null;
    }

    get inReplyTo(): Status | null {
        return this.#inReplyTo;
    }

    /** Anything worth keeping? What a reply begins with is not. */
    get hasText(): boolean {
        const draft = this.#draft;
        if (!draft) return false;
        const given = this.#inReplyTo ? mentionsFor(this.#inReplyTo, me.account?.id).trim() : '';
        const written = [draft.contentWarning, ...(draft.poll?.options ?? [])].some(
            (text) => text.trim() !== '',
        );
        return written || (draft.text.trim() !== '' && draft.text.trim() !== given);
    }

    /** Begins a post, a reply, or goes on with an earlier draft of the same. */
    async open({ replyTo, content }: Opening = {}): Promise<void> {
        await this.save();
        const original = replyTo?.reblog ?? replyTo ?? null;
        const drafts = content ? [] : await database().getAll('drafts');
        const earlier = drafts
            .filter((draft) => draft.inReplyToId === (original?.id ?? null))
            .toSorted((a, b) => b.updatedAt - a.updatedAt)[0];
        this.#inReplyTo = original;
        this.#draft = { ...this.#blank(original), ...content, ...earlier };
    }

    /** Goes on with a draft from the list. */
    async resume(id: string): Promise<void> {
        const draft = await database().get('drafts', id);
        if (!draft) return;
        if (draft.inReplyToId) await entities.load([draft.inReplyToId]);
        this.#inReplyTo = draft.inReplyToId ? (entities.status(draft.inReplyToId) ?? null) : null;
        this.#draft = { ...this.#blank(null), ...draft };
    }

    update(changes: Partial<DraftContent>): void {
        if (!this.#draft) return;
        this.#draft = { ...this.#draft, ...changes, updatedAt: Date.now() };
        this.#saving ??= setTimeout(() => void this.save(), SAVE_AFTER);
    }

    /** Keeps the draft now; an empty one is forgotten. Rejects when the device is full. */
    async save(): Promise<void> {
        if (this.#saving) clearTimeout(this.#saving);
        this.#saving = null;
        const draft = this.#draft;
        if (!draft) return;
        await writeSurely([
            this.hasText ? { store: 'drafts', put: draft } : { store: 'drafts', delete: draft.id },
        ]);
    }

    /** Closes the composer; what is written stays as a draft. */
    async close(): Promise<void> {
        await this.save();
        this.#draft = null;
        this.#inReplyTo = null;
    }

    /** Closes the composer and forgets the draft: it was posted, or is not wanted. */
    async discard(): Promise<void> {
        if (this.#saving) clearTimeout(this.#saving);
        this.#saving = null;
        const draft = this.#draft;
        this.#draft = null;
        this.#inReplyTo = null;
        if (draft) await database().write([{ store: 'drafts', delete: draft.id }]);
    }

    /** Every draft on this device, newest first. */
    async drafts(): Promise<Draft[]> {
        return (await database().getAll('drafts')).toSorted((a, b) => b.updatedAt - a.updatedAt);
    }

    #blank(replyTo: Status | null): Draft {
        const usual =
            me.preferences?.['posting:default:visibility'] ?? me.account?.source.privacy ?? 'public';
        return {
            id: randomId(),
            text: replyTo ? mentionsFor(replyTo, me.account?.id) : '',
            contentWarning: replyTo?.spoiler_text ?? '',
            visibility: replyTo ? narrower(replyTo.visibility, usual) : usual,
            language: me.preferences?.['posting:default:language'] ?? getLocale(),
            inReplyToId: replyTo?.id ?? null,
            poll: null,
            updatedAt: Date.now(),
        };
    }
}

export const composer = new Composer();
