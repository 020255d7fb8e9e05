import { SvelteMap } from 'svelte/reactivity';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { ApiError, isTransient } from '../api/errors';
import { getMedia } from '../api/media';
import { uploadResumably } from '../api/upload-resumably';
import { database } from '../database/open';
import { randomId } from '../database/random-id';
import type { KeptFile } from '../database/records';
import { writeQuietly, writeSurely } from '../database/write-quietly';
import { awaitedId, isAwaited } from '../outbox/awaited-media';
import { stillOf } from '../files/still-of';

/** A file on its way: `sending` to the server, or `processing` there. */
export interface Upload {
    /** By which drafts and posts know it. */
    id: string;
    file: File;
    /** Where the browser shows it from meanwhile; null for what cannot be shown. */
    preview: string | null;
    phase: 'sending' | 'processing';
    /** The part of the phase that is done, from 0 to 1. */
    progress: number;
    /** Why it did not arrive; null while it is on its way. */
    error: unknown;
    /** Its id on the server. */
    mediaId: string | null;
}

/** Who wants to know what becomes of files. */
export interface UploadListener {
    /** The server has it ready. It is kept until this settles, and tried again when it rejects. */
    ready(id: string, media: MediaAttachment): Promise<void>;
    /** The server will not have it. */
    refused(id: string, error: ApiError): Promise<void>;
}

const ASK_EVERY = 2500;

/**
 * The files that drafts and waiting posts are to show and the server does not have ready. They are kept on the device,
 * so that neither a lost connection nor a closed page loses them, and sent one after the other.
 */
export class Uploads {
    readonly #uploads = new SvelteMap<string, Upload>();
    readonly #cancels = new Map<string, AbortController>();
    /** Ends the pause before the server is asked again, by the id it has there. */
    readonly #wakes = new Map<string, () => void>();
    readonly #queued = new Set<string>();
    /** The device had no room for them. */
    readonly #unkept = new Set<string>();
    #line: Promise<void> = Promise.resolve();
    #listener: UploadListener = { ready: async () => {}, refused: async () => {} };

    /** Takes up what the device kept. */
    async start(listener: UploadListener): Promise<void> {
        this.#listener = listener;
        for (const kept of await database().getAll('files'))
            if (!this.#uploads.has(kept.id)) this.#take(kept);
    }

    /** Sends nothing more; what is kept stays for the next start. */
    stop(): void {
        this.#uploads.clear();
        for (const cancel of this.#cancels.values()) cancel.abort();
        for (const wake of this.#wakes.values()) wake();
    }

    get(id: string): Upload | undefined {
        return this.#uploads.get(id);
    }

    /** Those of some media that are on their way, in their order. Reactive. */
    of(media: readonly Pick<MediaAttachment, 'id'>[]): Upload[] {
        return media.flatMap(({ id }) => this.#uploads.get(id) ?? []);
    }

    /** Sends a file after those before it; answers the id to show it by. Without room on the device it lives as the page. */
    add(file: File): string {
        const kept: KeptFile = { id: awaitedId(randomId()), file, mediaId: null, addedAt: Date.now() };
        void writeSurely([{ store: 'files', put: kept }]).catch(() => this.#unkept.add(kept.id));
        this.#take(kept);
        return kept.id;
    }

    /** Tries one again that did not arrive, or that the server could not make ready. */
    retry(id: string): void {
        const upload = this.#uploads.get(id);
        if (!upload || upload.error === null) return;
        const again = isTransient(upload.error) ? {} : { phase: 'sending' as const, mediaId: null };
        this.#change(id, { progress: 0, error: null, ...again });
        this.#enqueue(id);
    }

    /** The server can be reached again: what failed for want of it goes on. */
    hurry(): void {
        for (const { id, error } of this.#uploads.values()) if (isTransient(error)) this.retry(id);
    }

    /** Forgets one, and sends no more of it. */
    remove(id: string): void {
        const upload = this.#uploads.get(id);
        if (!upload) return;
        this.#uploads.delete(id);
        this.#cancels.get(id)?.abort();
        if (upload.preview) URL.revokeObjectURL(upload.preview);
        void writeQuietly([{ store: 'files', delete: id }]);
    }

    /** Forgets all of a draft that is wanted no more. */
    removeOf(media: readonly Pick<MediaAttachment, 'id'>[]): void {
        for (const file of media) if (isAwaited(file)) this.remove(file.id);
    }

    /** The server tells how its work stands on a file, by the id it has there. */
    hear(news: { id: string; state: 'processing' | 'ready' | 'failed'; progress: number }): void {
        const upload = [...this.#uploads.values()].find(({ mediaId }) => mediaId === news.id);
        if (!upload) return;
        if (news.state === 'processing') this.#change(upload.id, { progress: news.progress });
        else this.#wakes.get(news.id)?.();
    }

    #take({ id, file, mediaId }: KeptFile): void {
        const isPicture = file.type.startsWith('image/');
        const preview = isPicture ? URL.createObjectURL(file) : null;
        const phase = mediaId ? 'processing' : 'sending';
        this.#uploads.set(id, { id, file, preview, phase, progress: 0, error: null, mediaId });
        if (file.type.startsWith('video/')) void this.#preview(id, file);
        this.#enqueue(id);
    }

    async #preview(id: string, file: File): Promise<void> {
        const still = await stillOf(file);
        if (still && this.#uploads.has(id)) this.#change(id, { preview: URL.createObjectURL(still) });
    }

    #enqueue(id: string): void {
        if (this.#queued.has(id)) return;
        this.#queued.add(id);
        this.#line = this.#line.then(async () => {
            this.#queued.delete(id);
            const sent = await this.#alone(id, () => this.#send(id));
            // The next one goes while the server works on this one.
            if (sent) void this.#alone(id, () => this.#follow(id));
        });
    }

    /** Of several tabs one looks after a file; what another has finished meanwhile is done here too. */
    async #alone(id: string, work: () => Promise<boolean>): Promise<boolean> {
        const locks = globalThis.navigator?.locks;
        if (!locks) return work();
        return locks.request(`atoll-${id}`, async () => {
            const isFinished = await this.#isGone(id);
            if (isFinished) this.remove(id);
            return isFinished ? false : work();
        });
    }

    async #isGone(id: string): Promise<boolean> {
        if (!database().durable || this.#unkept.has(id)) return false;
        return (await database().get('files', id)) === undefined;
    }

    /** Brings it to the server, unless it is there; answers whether it is. */
    async #send(id: string): Promise<boolean> {
        const upload = this.#uploads.get(id);
        if (!upload || upload.error !== null) return false;
        if (upload.mediaId) return true;
        const cancel = new AbortController();
        this.#cancels.set(id, cancel);
        try {
            const media = await uploadResumably(upload.file, {
                onprogress: (progress) => this.#change(id, { progress }),
                signal: cancel.signal,
                begunAt: (await database().get('files', id))?.begunAt,
                onbegun: (begunAt) => void this.#note(id, { begunAt }),
            });
            this.#change(id, { phase: 'processing', progress: media.progress ?? 0, mediaId: media.id });
            await this.#note(id, { mediaId: media.id, begunAt: undefined });
            return this.#uploads.has(id);
        } catch (error) {
            await this.#failed(id, error);
            return false;
        }
    }

    /** Waits until the server has it ready, and hands it over. */
    async #follow(id: string): Promise<boolean> {
        try {
            for (;;) {
                const mediaId = this.#uploads.get(id)?.mediaId;
                if (!mediaId) return false;
                const media = await getMedia(fetch, mediaId);
                if (!this.#uploads.has(id)) return false;
                if (media.url) {
                    await this.#listener.ready(id, media);
                    this.remove(id);
                    return true;
                }
                if (media.progress !== undefined) this.#change(id, { progress: media.progress });
                await this.#pause(mediaId);
            }
        } catch (error) {
            // The server forgot it, as it does after a day: it is sent anew.
            if (error instanceof ApiError && error.status === 404) {
                this.#change(id, { phase: 'sending', progress: 0, mediaId: null });
                this.#enqueue(id);
            } else await this.#failed(id, error);
            return false;
        }
    }

    #pause(mediaId: string): Promise<void> {
        return new Promise((settle) => {
            const timer = setTimeout(settle, ASK_EVERY);
            this.#wakes.set(mediaId, () => (clearTimeout(timer), settle()));
        });
    }

    async #failed(id: string, error: unknown): Promise<void> {
        if (!this.#uploads.has(id)) return;
        this.#change(id, { error });
        if (error instanceof ApiError && !isTransient(error)) await this.#listener.refused(id, error);
    }

    /** Writes down how far the server has one of the kept files. */
    async #note(id: string, known: Partial<KeptFile>): Promise<void> {
        const kept = await database().get('files', id);
        if (kept) await writeQuietly([{ store: 'files', put: { ...kept, ...known } }]);
    }

    #change(id: string, changes: Partial<Upload>): void {
        const upload = this.#uploads.get(id);
        if (upload) this.#uploads.set(id, { ...upload, ...changes });
    }
}

export const uploads = new Uploads();
