import type { Status } from '$lib/mastodon-api/entities';

/** `history`: its versions. `quotes`: who may quote it. `emoji`: what may be taken over of it. `boost`: sure? */
export type PostDialog = 'history' | 'quotes' | 'emoji' | 'boost';

/** Which dialog about a post stands open. */
export class PostDialogs {
    #open: { dialog: PostDialog; status: Status } | null = $state.raw(null);

    get open(): { dialog: PostDialog; status: Status } | null {
        return this.#open;
    }

    show(dialog: PostDialog, status: Status): void {
        this.#open = { dialog, status };
    }

    close(): void {
        this.#open = null;
    }
}

export const postDialogs = new PostDialogs();
