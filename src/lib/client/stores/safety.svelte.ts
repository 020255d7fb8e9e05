import type { Account, Status } from '$lib/mastodon-api/entities';

/** Which of the dialogs about somebody stands open, and about whom. */
export class Safety {
    #muting: Account | null = $state.raw(null);
    #reporting: { account: Account; status: Status | null } | null = $state.raw(null);

    #listing: Account | null = $state.raw(null);

    get muting(): Account | null {
        return this.#muting;
    }

    /** Whose lists are being chosen. */
    get listing(): Account | null {
        return this.#listing;
    }

    get reporting(): { account: Account; status: Status | null } | null {
        return this.#reporting;
    }

    /** Asks for how long to mute somebody. */
    mute(account: Account): void {
        this.#muting = account;
    }

    /** Asks what is wrong with somebody, or with one of their posts. */
    report(account: Account, status: Status | null = null): void {
        this.#reporting = { account, status };
    }

    /** Asks on which lists somebody is to be. */
    list(account: Account): void {
        this.#listing = account;
    }

    close(): void {
        this.#listing = null;
        this.#muting = null;
        this.#reporting = null;
    }
}

export const safety = new Safety();
