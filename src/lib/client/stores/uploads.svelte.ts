import { SvelteMap } from 'svelte/reactivity';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { uploadMedia } from '../api/media';

/** A file on its way to the server. */
export interface Upload {
    id: number;
    /** The draft that will show it. */
    draftId: string;
    file: File;
    /** Where the browser shows it from meanwhile. */
    preview: string;
    /** The part that has left, from 0 to 1. */
    progress: number;
    /** Why it did not arrive; null while it is on its way. */
    error: unknown;
    onarrived: (media: MediaAttachment) => void;
}

/** The files that are being attached to drafts. What has arrived belongs to the draft. */
export class Uploads {
    readonly #uploads = new SvelteMap<number, Upload>();
    readonly #cancels = new Map<number, AbortController>();
    #next = 0;
    #line: Promise<void> = Promise.resolve();

    /** Those of one draft, in the order in which they were chosen. Reactive. */
    of(draftId: string): Upload[] {
        return [...this.#uploads.values()].filter((upload) => upload.draftId === draftId);
    }

    /** Sends a file after those before it, so that they arrive in their order; `onarrived` hears when the server has it. */
    add(draftId: string, file: File, onarrived: (media: MediaAttachment) => void): void {
        const id = this.#next++;
        const preview = URL.createObjectURL(file);
        this.#uploads.set(id, { id, draftId, file, preview, progress: 0, error: null, onarrived });
        this.#enqueue(id);
    }

    /** Sends one again that did not arrive. */
    retry(id: number): void {
        this.#change(id, { progress: 0, error: null });
        this.#enqueue(id);
    }

    /** Forgets one, and sends no more of it. */
    remove(id: number): void {
        this.#cancels.get(id)?.abort();
        this.#cancels.delete(id);
        const upload = this.#uploads.get(id);
        if (upload) URL.revokeObjectURL(upload.preview);
        this.#uploads.delete(id);
    }

    /** Forgets all of a draft that is wanted no more. */
    removeOf(draftId: string): void {
        for (const { id } of this.of(draftId)) this.remove(id);
    }

    #enqueue(id: number): void {
        this.#line = this.#line.then(() => this.#send(id));
    }

    async #send(id: number): Promise<void> {
        const upload = this.#uploads.get(id);
        if (!upload) return;
        const cancel = new AbortController();
        this.#cancels.set(id, cancel);
        try {
            const media = await uploadMedia(upload.file, {
                onprogress: (progress) => this.#change(id, { progress }),
                signal: cancel.signal,
            });
            if (cancel.signal.aborted) return;
            this.remove(id);
            upload.onarrived(media);
        } catch (error) {
            this.#change(id, { error });
        }
    }

    #change(id: number, changes: Partial<Upload>): void {
        const upload = this.#uploads.get(id);
        if (upload) this.#uploads.set(id, { ...upload, ...changes });
    }
}

export const uploads = new Uploads();
