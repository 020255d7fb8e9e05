import type { MediaAttachment, Status } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';
import { ApiError } from '../api/errors';
import { getMedia } from '../api/media';
import { database } from '../database/open';
import type { Change, Draft } from '../database/records';
import { writeSurely } from '../database/write-quietly';
import { mediaOfDraft, withEachFile, withoutFiles } from '../drafts/draft-parts';
import { isAwaited } from '../outbox/awaited-media';
import { blankDraft } from './blank-draft';
import { entities } from './entities.svelte';
import { toasts } from './toasts.svelte';
import { uploads } from './uploads.svelte';

const SAVE_AFTER = 500;
/** Where the device remembers which draft is on the screen. */
const OPEN = 'composing';

/** What a person writes and chooses; the rest of a draft says what it belongs to. */
export type DraftContent = Omit<Draft, 'id' | 'updatedAt' | keyof Belonging>;

/** What a draft belongs to: each has a draft of its own. */
type Belonging = Pick<Draft, 'inReplyToId' | 'quotedId' | 'editedId' | 'scheduledId'>;

export interface Opening {
    replyTo?: Status;
    quoting?: Status;
    /** An own post that is to be changed. */
    editing?: Status;
    /** A scheduled post that is to be changed. */
    scheduledId?: string;
    /** What to begin with, instead of an earlier draft. */
    content?: Partial<DraftContent>;
}

/** All that would be lost with a draft. */
function written(draft: Draft): string {
    const { text, contentWarning, language, sensitive, poll, thread = [] } = draft;
    const { editedId, scheduledId, scheduledAt } = draft;
    const options = poll?.options.filter((option) => option.trim() !== '') ?? [];
    const kept = mediaOfDraft(draft).map(({ id, description, meta }) => [id, description, meta?.focus]);
    // Only of a post that exists are they more than a guess.
    const chosen = editedId || scheduledId ? [language, sensitive, scheduledAt] : null;
    const texts = [text, ...thread.map((part) => part.text)].map((one) => one.trim());
    return JSON.stringify([texts, contentWarning.trim(), options, kept, chosen]);
}

/** The post being written. Every change is kept on the device: nothing written is ever lost. */
export class Composer {
    #draft: Draft | null = $state.raw(null);
    #inReplyTo: Status | null = $state.raw(null);
    #quoted: Status | null = $state.raw(null);
    #given = '';
    /** Which post of a thread was written in last: files and emoji go there. */
    #active = $state(0);
    /** Is the device's copy of the draft as new as what is on the screen? */
    #kept = $state(false);
    #saving: ReturnType<typeof setTimeout> | null = null;
    readonly #preparing = new Set<Promise<unknown>>();

    /** Null while nothing is being written. */
    get draft(): Readonly<Draft> | null {
        return this.#draft;
    }

    /** Is there a draft worth keeping, and the device has it? */
    get kept(): boolean {
        return this.#kept;
    }

    get isOpen(): boolean {
        return this.#draft !== null;
    }

    /** The index of the post of a thread that was written in last. */
    get active(): number {
        return Math.min(this.#active, this.#draft?.thread?.length ?? 0);
    }

    set active(index: number) {
        this.#active = index;
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
        if (!this.#draft) return false;
        return written(this.#draft) !== this.#given;
    }

    /** Files are made ready for the draft: it is neither left nor posted before it has them. */
    async hold(work: Promise<unknown>): Promise<void> {
        this.#preparing.add(work);
        try {
            await work;
        } finally {
            this.#preparing.delete(work);
        }
    }

    /** Settles once the draft has what is made ready for it. */
    async whole(): Promise<void> {
        await Promise.allSettled(this.#preparing);
    }

    /** Begins a post, a reply, or goes on with an earlier draft of the same. */
    async open({ replyTo, quoting, editing, scheduledId, content }: Opening = {}): Promise<void> {
        await this.whole();
        await this.save();
        const original = replyTo?.reblog ?? replyTo ?? null;
        const belonging = {
            inReplyToId: original?.id ?? null,
            quotedId: (quoting?.reblog ?? quoting)?.id ?? null,
            editedId: editing?.id ?? null,
            scheduledId: scheduledId ?? null,
        };
        const earlier = content ? undefined : await this.#earlier(belonging);
        this.#inReplyTo = original;
        this.#quoted = quoting?.reblog ?? quoting ?? null;
        const blank = { ...blankDraft(original), ...belonging };
        this.#given = written(editing || scheduledId ? { ...blank, ...content } : blank);
        this.#draft = { ...blank, ...content, ...earlier };
        if (earlier) void this.#checkMedia();
    }

    /** Is there a draft of changes to an own post, or to a scheduled one? */
    async hasChangesTo(given: { editedId: string } | { scheduledId: string }): Promise<boolean> {
        const nothing = { inReplyToId: null, quotedId: null, editedId: null, scheduledId: null };
        return (await this.#earlier({ ...nothing, ...given })) !== undefined;
    }

    /** Goes on with a draft from the list. */
    async resume(id: string): Promise<void> {
        await this.whole();
        await this.save();
        const draft = await database().get('drafts', id);
        if (!draft) return;
        await entities.load([draft.inReplyToId, draft.quotedId].filter((known) => known != null));
        this.#inReplyTo = draft.inReplyToId ? (entities.status(draft.inReplyToId) ?? null) : null;
        this.#quoted = draft.quotedId ? (entities.status(draft.quotedId) ?? null) : null;
        const blank = blankDraft(this.#inReplyTo);
        this.#given = written(blank);
        this.#draft = { ...blank, ...draft };
        void this.#checkMedia();
    }

    update(changes: Partial<DraftContent>): void {
        if (!this.#draft) return;
        this.#draft = { ...this.#draft, ...changes, updatedAt: Date.now() };
        this.#kept = false;
        this.#saving ??= setTimeout(() => void this.save(), SAVE_AFTER);
    }

    /** What it was to take the place of is gone: from now on it is a post of its own. */
    standAlone(): void {
        if (this.#draft) this.#draft = { ...this.#draft, scheduledId: null };
    }

    /** What a draft, be it open or not, says of a file that the server does not have ready. */
    async awaited(id: string): Promise<MediaAttachment | undefined> {
        const kept = (await this.drafts()).filter((draft) => draft.id !== this.#draft?.id);
        return [this.#draft, ...kept]
            .flatMap((draft) => (draft ? mediaOfDraft(draft) : []))
            .find((file) => file.id === id);
    }

    /** The server has a file ready: every draft that waits for it has it from now on. */
    async arrived(id: string, media: MediaAttachment): Promise<void> {
        const isWaiting = (draft: Draft) => mediaOfDraft(draft).some((file) => file.id === id);
        const withIt = (draft: Draft) => withEachFile(draft, (file) => (file.id === id ? media : file));
        const shown = this.#draft;
        if (shown && isWaiting(shown)) this.update(withIt(shown));
        const kept = (await this.drafts()).filter((draft) => draft.id !== shown?.id && isWaiting(draft));
        await writeSurely(kept.map((draft) => ({ store: 'drafts', put: { ...draft, ...withIt(draft) } })));
    }

    /** The server says something new about pictures of the draft: their words, or where they are. */
    renew(media: readonly MediaAttachment[]): void {
        const fresh = new Map(media.map((file) => [file.id, file]));
        const shown = this.#draft;
        if (shown && mediaOfDraft(shown).some(({ id }) => fresh.has(id)))
            this.update(withEachFile(shown, (file) => fresh.get(file.id) ?? file));
    }

    /** Keeps the draft now; an empty one is forgotten. Rejects when the device is full. */
    async save(): Promise<void> {
        if (this.#saving) clearTimeout(this.#saving);
        this.#saving = null;
        const draft = this.#draft;
        if (!draft) return;
        const worth = this.hasText;
        const keep: Change[] = [
            { store: 'drafts', put: draft },
            { store: 'meta', put: { id: OPEN, value: draft.id } },
        ];
        await writeSurely(worth ? keep : [{ store: 'drafts', delete: draft.id }]);
        this.#kept = worth && this.#draft === draft;
    }

    /** Closes the composer; what is written stays as a draft. */
    async close(): Promise<void> {
        await this.whole();
        await this.save();
        await writeSurely([{ store: 'meta', delete: OPEN }]);
        this.#forget();
    }

    /** Closes the composer and forgets the draft with its files: it is not wanted. */
    async discard(): Promise<void> {
        uploads.removeOf(this.#draft ? mediaOfDraft(this.#draft) : []);
        await this.release();
    }

    /** Closes the composer and forgets the draft: it was posted, and what waits for its files is another. */
    async release(): Promise<void> {
        if (this.#saving) clearTimeout(this.#saving);
        this.#saving = null;
        const draft = this.#draft;
        this.#forget();
        if (!draft) return;
        await database().write([
            { store: 'drafts', delete: draft.id },
            { store: 'meta', delete: OPEN },
        ]);
    }

    /** The draft that was being written when the app was last closed, if that was not said to be over. */
    async unfinished(): Promise<string | undefined> {
        const open = await database().get('meta', OPEN);
        const draft = typeof open?.value === 'string' && (await database().get('drafts', open.value));
        return draft ? draft.id : undefined;
    }

    /** Every draft on this device, newest first. */
    async drafts(): Promise<Draft[]> {
        return (await database().getAll('drafts')).toSorted((a, b) => b.updatedAt - a.updatedAt);
    }

    /** The server forgets pictures that no post took within a day: better known before the post is refused. */
    async #checkMedia(): Promise<void> {
        const draftId = this.#draft?.id;
        const media = this.#draft ? mediaOfDraft(this.#draft) : [];
        const known = media.filter((file) => !isAwaited(file));
        const answers = await Promise.allSettled(known.map(({ id }) => getMedia(fetch, id)));
        const isLost = (index: number) => {
            const answer = answers[index];
            return (
                answer?.status === 'rejected' &&
                answer.reason instanceof ApiError &&
                answer.reason.status === 404
            );
        };
        const lost = [
            ...known.filter((_, index) => isLost(index)),
            ...media.filter((file) => isAwaited(file) && !uploads.get(file.id)),
        ].map(({ id }) => id);
        const shown = this.#draft;
        if (!shown || shown.id !== draftId) return;
        if (lost.length > 0) {
            this.update(withoutFiles(shown, lost));
            toasts.error(m.composer_media_expired({ count: lost.length }));
        }
        this.renew(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])));
    }

    #forget(): void {
        this.#kept = false;
        this.#active = 0;
        this.#draft = null;
        this.#inReplyTo = null;
        this.#quoted = null;
    }

    async #earlier(belonging: Belonging): Promise<Draft | undefined> {
        const { editedId, scheduledId, inReplyToId, quotedId } = belonging;
        return (await this.drafts()).find((draft) => {
            if (editedId !== (draft.editedId ?? null) || scheduledId !== (draft.scheduledId ?? null))
                return false;
            // Whose changes they are says enough.
            if (editedId !== null || scheduledId !== null) return true;
            return inReplyToId === draft.inReplyToId && quotedId === (draft.quotedId ?? null);
        });
    }
}

export const composer = new Composer();
