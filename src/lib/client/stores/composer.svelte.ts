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
export type DraftContent = Omit<Draft, 'id' | 'updatedAt' | keyof Belonging>;

/** What a draft belongs to: each has a draft of its own. */
type Belonging = Pick<Draft, 'inReplyToId' | 'quotedId' | 'editedId'>;

export interface Opening {
    replyTo?: Status;
    quoting?: Status;
    /** An own post that is to be changed. */
    editing?: Status;
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

/** All that would be lost with a draft. */
function written({ text, contentWarning, language, poll, media, editedId }: Draft): string {
    const options = poll?.options.filter((option) => option.trim() !== '') ?? [];
    const kept = media.map(({ id }) => id);
    // Only of a post that exists is its language more than a guess.
    return JSON.stringify([text.trim(), contentWarning.trim(), options, kept, editedId && language]);
}

/** The post being written. Every change is kept on the device: nothing written is ever lost. */
export class Composer {
    #draft: Draft | null = $state.raw(null);
    #inReplyTo: Status | null = $state.raw(null);
    #quoted: Status | null = $state.raw(null);
    #given = '';
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

    /** The post that is quoted. */
    get quoted(): Status | null {
        return this.#quoted;
    }

    /** Anything worth keeping? What it began with is not. */
    get hasText(): boolean {
        return this.#draft !== null && written(this.#draft) !== this.#given;
    }

    /** Begins a post, a reply, or goes on with an earlier draft of the same. */
    async open({ replyTo, quoting, editing, content }: Opening = {}): Promise<void> {
        await this.save();
        const original = replyTo?.reblog ?? replyTo ?? null;
        const belonging = {
            inReplyToId: original?.id ?? null,
            quotedId: (quoting?.reblog ?? quoting)?.id ?? null,
            editedId: editing?.id ?? null,
        };
        const earlier = content ? undefined : await this.#earlier(belonging);
        this.#inReplyTo = original;
        this.#quoted = quoting?.reblog ?? quoting ?? null;
        const blank = { ...this.#blank(original), ...belonging };
        this.#given = written(editing ? { ...blank, ...content } : blank);
        this.#draft = { ...blank, ...content, ...earlier };
    }

    /** Is there a draft of changes to this post? */
    async hasChangesTo(editing: Status): Promise<boolean> {
        return (
            (await this.#earlier({ inReplyToId: null, quotedId: null, editedId: editing.id })) !== undefined
        );
    }

    /** Goes on with a draft from the list. */
    async resume(id: string): Promise<void> {
        const draft = await database().get('drafts', id);
        if (!draft) return;
        await entities.load([draft.inReplyToId, draft.quotedId].filter((known) => known != null));
        this.#inReplyTo = draft.inReplyToId ? (entities.status(draft.inReplyToId) ?? null) : null;
        this.#quoted = draft.quotedId ? (entities.status(draft.quotedId) ?? null) : null;
        const blank = this.#blank(this.#inReplyTo);
        this.#given = written(blank);
        this.#draft = { ...blank, ...draft };
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
        this.#forget();
    }

    /** Closes the composer and forgets the draft: it was posted, or is not wanted. */
    async discard(): Promise<void> {
        if (this.#saving) clearTimeout(this.#saving);
        this.#saving = null;
        const draft = this.#draft;
        this.#forget();
        if (draft) await database().write([{ store: 'drafts', delete: draft.id }]);
    }

    /** Every draft on this device, newest first. */
    async drafts(): Promise<Draft[]> {
        return (await database().getAll('drafts')).toSorted((a, b) => b.updatedAt - a.updatedAt);
    }

    #forget(): void {
        this.#draft = null;
        this.#inReplyTo = null;
        this.#quoted = null;
    }

    async #earlier(belonging: Belonging): Promise<Draft | undefined> {
        const drafts = await this.drafts();
        return drafts.find(
            (draft) =>
                draft.inReplyToId === belonging.inReplyToId &&
                (draft.quotedId ?? null) === belonging.quotedId &&
                (draft.editedId ?? null) === belonging.editedId,
        );
    }

    #blank(replyTo: Status | null): Draft {
        const usual =
            me.preferences?.['posting:default:visibility'] ?? me.account?.source.privacy ?? 'public';
        return {
            id: randomId(),
            text: replyTo ? mentionsFor(replyTo, me.account?.id) : '',
            contentWarning: replyTo?.spoiler_text ?? '',
            sensitive: false,
            visibility: replyTo ? narrower(replyTo.visibility, usual) : usual,
            language: me.preferences?.['posting:default:language'] ?? getLocale(),
            inReplyToId: replyTo?.id ?? null,
            contentType: null,
            quotedId: null,
            quotePolicy:
                me.preferences?.['posting:default:quote_policy'] ??
                me.account?.source.quote_policy ??
                'public',
            editedId: null,
            poll: null,
            media: [],
            updatedAt: Date.now(),
        };
    }
}

export const composer = new Composer();
