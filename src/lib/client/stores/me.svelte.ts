import { browser } from '$app/environment';
import type { CredentialAccount, Preferences } from '$lib/mastodon-api/entities';
import { isPermitted, type Permission } from '$lib/mastodon-api/permissions';
import { verifyCredentials } from '../api/accounts';
import { ApiError } from '../api/errors';
import { getPreferences } from '../api/instance';
import type { Fetch } from '../api/request';
import { readDevice, writeDevice } from '../database/device';

/**
 * The id of who is signed in on this device, where it can be read at once: IndexedDB would let a page begin as a
 * guest's. It grants nothing: the session's cookie does.
 */
const MEMBER_KEY = 'atoll:member';

/** `unknown` until the device or the server was asked. */
export type MeState = 'unknown' | 'member' | 'guest';

// A page that came rendered was rendered for a guest, and is first taken over as such.
const cameRendered = browser && document.querySelector('body > div > :not(script)') !== null;

function remembered(): string | null {
    try {
        return browser ? localStorage.getItem(MEMBER_KEY) : null;
    } catch {
        return null;
    }
}

function remember(id: string | null): void {
    try {
        if (id) localStorage.setItem(MEMBER_KEY, id);
        else localStorage.removeItem(MEMBER_KEY);
    } catch {
        // Without storage every page begins as a guest's and becomes a member's when the server has answered.
    }
}

/** Who uses the app. */
export class Me {
    // The server renders shared pages for guests only: a document that came empty is a member's.
    #state: MeState = $state(browser && !cameRendered ? 'member' : 'unknown');
    #account: CredentialAccount | null = $state.raw(null);
    #preferences: Preferences | null = $state.raw(null);

    get state(): MeState {
        return this.#state;
    }

    get account(): CredentialAccount | null {
        return this.#account;
    }

    /** What the server keeps of the person's preferences for posting and reading. */
    get preferences(): Preferences | null {
        return this.#preferences;
    }

    /** Whether their role permits it, as this device saw it last; the server asks again. */
    may(permission: Permission): boolean {
        return isPermitted(BigInt(this.#account?.role.permissions ?? 0), permission);
    }

    /** The account as this device saw it last, so that the app can begin without the network. */
    async recall(): Promise<CredentialAccount | null> {
        const account = remembered() ? await readDevice('me') : undefined;
        if (account) this.#set(account);
        return account ?? null;
    }

    /**
     * Asks the server who this is. Null when nobody is signed in; throws NetworkError, or an ApiError of 5xx, when the
     * server could not say.
     */
    async refresh(fetch: Fetch = globalThis.fetch): Promise<CredentialAccount | null> {
        try {
            const account = await verifyCredentials(fetch);
            this.#set(account);
            remember(account.id);
            await writeDevice('me', account);
            return account;
        } catch (error) {
            if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error;
            await this.forget();
            return null;
        }
    }

    async loadPreferences(fetch: Fetch = globalThis.fetch): Promise<void> {
        this.#preferences = await getPreferences(fetch);
    }

    /** The person signed out, or their session ended elsewhere. */
    async forget(): Promise<void> {
        remember(null);
        this.#account = null;
        this.#state = 'guest';
        await writeDevice('me', undefined);
    }

    #set(account: CredentialAccount): void {
        this.#account = account;
        this.#state = 'member';
    }
}

export const me = new Me();

/** Is the app used by somebody who is signed in? Always false on the server, which renders for guests. */
export function isMember(): boolean {
    return me.state === 'member';
}
