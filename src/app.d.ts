import type { Barrier, Viewer } from '$lib/server/domain/users';

/** See https://svelte.dev/docs/kit/types#app.d.ts */
declare global {
    namespace App {
        interface Locals {
            /** Names this request in logs and in the `X-Request-Id` header. */
            requestId: string;
            /** Who is signed in, for pages; null for guests and wherever programs ask. */
            viewer: Viewer | null;
            /** Somebody signed in who may not act at present, and why. */
            barred: { reason: Barrier; viewer: Viewer } | null;
            /** Where this page's form may lead besides this site, as a source of the content policy. */
            formTarget?: string;
        }

        interface PageState {
            /** The media viewer lies above the page: which opening of it, so that Back closes it. */
            viewer?: number;
        }

        interface Error {
            message: string;
            /** Names the request in the log, for whoever asks about it. */
            requestId?: string;
        }
    }
}

export {};
