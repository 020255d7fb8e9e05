import { browser } from '$app/environment';
import type { Instance, PollLimits } from '$lib/mastodon-api/entities';
import { getInstance } from '../api/instance';
import type { Fetch } from '../api/request';
import { showBranding } from './branding';

const KEY = 'atoll:community';
const USUAL_CHARACTERS = 500;
const USUAL_POLLS: PollLimits = {
    max_options: 4,
    max_characters_per_option: 50,
    min_expiration: 300,
    max_expiration: 2_629_746,
};

function remembered(): Instance | null {
    try {
        return browser ? (JSON.parse(localStorage.getItem(KEY) ?? 'null') as Instance | null) : null;
    } catch {
        return null;
    }
}

/** The community the app belongs to: its name and what it allows. Known offline as it was last seen. */
export class Community {
    #instance: Instance | null = $state.raw(remembered());

    get instance(): Instance | null {
        return this.#instance;
    }

    /** How many characters a post may have. */
    get maxCharacters(): number {
        return this.#instance?.configuration.statuses.max_characters ?? USUAL_CHARACTERS;
    }

    get pollLimits(): PollLimits {
        return this.#instance?.configuration.polls ?? USUAL_POLLS;
    }

    /** Asks the server; rejects when it can't be reached, and what was known stays. */
    async refresh(fetch: Fetch = globalThis.fetch): Promise<void> {
        this.#instance = await getInstance(fetch);
        showBranding(this.#instance);
        try {
            localStorage.setItem(KEY, JSON.stringify(this.#instance));
        } catch {
            // Without storage it is asked for again next time.
        }
    }
}

export const community = new Community();
