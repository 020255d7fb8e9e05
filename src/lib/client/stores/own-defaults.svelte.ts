import { m } from '$lib/i18n';
import type { QuotePolicy, Visibility } from '$lib/mastodon-api/entities';
import { updateProfile } from '../api/profile';
import { me } from './me.svelte';
import { toasts } from './toasts.svelte';

/** What a member chose on the server for every app: how they post, and how they are found. */
export interface OwnDefaults {
    privacy: Visibility;
    sensitive: boolean;
    /** A BCP 47 code; empty for the interface's. */
    language: string;
    quotePolicy: QuotePolicy;
    locked: boolean;
    discoverable: boolean;
    indexable: boolean;
    hidesCollections: boolean;
}

/** Shows a change at once, and takes it back where the server would not have it. */
class OwnDefaultsStore {
    #pending: Partial<OwnDefaults> = $state.raw({});

    readonly values: OwnDefaults = $derived({
        privacy: me.preferences?.['posting:default:visibility'] ?? me.account?.source.privacy ?? 'public',
        sensitive: me.preferences?.['posting:default:sensitive'] ?? me.account?.source.sensitive ?? false,
        language: me.preferences?.['posting:default:language'] ?? me.account?.source.language ?? '',
        quotePolicy:
            me.preferences?.['posting:default:quote_policy'] ?? me.account?.source.quote_policy ?? 'public',
        locked: me.account?.locked ?? false,
        discoverable: me.account?.source.discoverable ?? false,
        indexable: me.account?.source.indexable ?? false,
        hidesCollections: me.account?.source.hide_collections ?? false,
        ...this.#pending,
    });

    async change(change: Partial<OwnDefaults>): Promise<void> {
        this.#pending = { ...this.#pending, ...change };
        try {
            const { privacy, sensitive, language, quotePolicy, hidesCollections, ...flags } = change;
            await updateProfile(fetch, {
                ...flags,
                hide_collections: hidesCollections,
                source: { privacy, sensitive, language, quote_policy: quotePolicy },
            });
            await Promise.all([me.refresh(), me.loadPreferences()]);
        } catch {
            toasts.error(m.settings_change_failed());
        }
        const rest = { ...this.#pending };
        for (const name of Object.keys(change) as (keyof OwnDefaults)[])
            if (rest[name] === change[name]) delete rest[name];
        this.#pending = rest;
    }
}

export const ownDefaults = new OwnDefaultsStore();
