import { getLocale } from '$lib/i18n';
import type { CustomEmoji } from '$lib/mastodon-api/entities';
import { getCustomEmojis } from '../api/instance';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import { safeUrl } from '../database/sanitise';
import { writeQuietly } from '../database/write-quietly';
import { ownChoice, unicodeChoice, type EmojiChoice } from '../emoji/emoji-choice';
import { findChoices } from '../emoji/find-choices';
import { newestShown } from '../emoji/newest-shown';
import { mostUsed, withUse, type EmojiUses } from '../emoji/recent-emoji';
import { loadUnicodeEmoji, withoutTone, type SkinTone, type UnicodeEmoji } from '../emoji/unicode-emoji';

const KEY = 'emojis';
const USES_KEY = 'emoji-uses';
const TONE_KEY = 'emoji-tone';
const RECENT = 24;
/** How old the list of the community's emoji may be before the server is asked again, in milliseconds. */
const FRESH = 300_000;

/**
 * The emoji that can be chosen on this device: the community's own, Unicode's as far as they are drawn here, and those
 * used last. Known offline as last seen.
 */
export class Emojis {
    #all: readonly CustomEmoji[] = $state.raw([]);
    #unicode: readonly UnicodeEmoji[] = $state.raw([]);
    #uses: EmojiUses = $state.raw({});
    #tone: SkinTone = $state(0);
    #loading: Promise<void> | undefined;
    #askedAt = 0;
    #isRecalled = false;

    readonly #own = $derived(this.#all.map(ownChoice));
    readonly #characters = $derived(this.#unicode.map((emoji) => unicodeChoice(emoji, this.#tone)));
    readonly #choices = $derived([...this.#own, ...this.#characters]);
    readonly #byName = $derived(new Map(this.#choices.map((choice) => [withoutTone(choice.name), choice])));
    readonly #recent = $derived(
        mostUsed(this.#uses)
            .flatMap((name) => this.#byName.get(name) ?? [])
            .slice(0, RECENT),
    );

    /** The community's own that are to be offered, in their order. */
    get own(): readonly CustomEmoji[] {
        return this.#all;
    }

    /** Unicode's that this device draws, in the order of a keyboard. */
    get unicode(): readonly UnicodeEmoji[] {
        return this.#unicode;
    }

    /** The same, to be chosen; one for each of `own`. */
    get ownChoices(): readonly EmojiChoice[] {
        return this.#own;
    }

    /** Unicode's in the tone that was chosen; one for each of `unicode`. */
    get characters(): readonly EmojiChoice[] {
        return this.#characters;
    }

    /** Those used lately or often. */
    get recent(): readonly EmojiChoice[] {
        return this.#recent;
    }

    get tone(): SkinTone {
        return this.#tone;
    }

    /** Shows what the device keeps, then asks the server; what is known stays when it cannot be reached. */
    load(fetch: Fetch = globalThis.fetch): Promise<void> {
        this.#loading ??= this.#load(fetch).finally(() => (this.#loading = undefined));
        return this.#loading;
    }

    /** The community's own were changed: the server is asked at the next occasion. */
    outdate(): void {
        this.#askedAt = 0;
    }

    /** What can be chosen that fits what was typed, best first; what was used lately comes before its equals. */
    find(typed: string, limit?: number): readonly EmojiChoice[] {
        return findChoices([...new Set([...this.#recent, ...this.#choices])], typed, limit);
    }

    /** Remembers what was used. */
    async use(name: string): Promise<void> {
        this.#uses = withUse(this.#uses, withoutTone(name));
        await this.#keep(USES_KEY, this.#uses);
    }

    async chooseTone(tone: SkinTone): Promise<void> {
        this.#tone = tone;
        await this.#keep(TONE_KEY, tone);
    }

    async #load(fetch: Fetch): Promise<void> {
        await Promise.all([this.#recall(), this.#loadUnicode()]);
        if (Date.now() - this.#askedAt < FRESH) return;
        const told = await getCustomEmojis(fetch).catch(() => null);
        if (!told) return;
        this.#askedAt = Date.now();
        this.#all = told.filter(
            ({ url, static_url, visible_in_picker }) =>
                visible_in_picker && safeUrl(url) && safeUrl(static_url),
        );
        await this.#keep(KEY, this.#all);
    }

    async #recall(): Promise<void> {
        if (this.#isRecalled) return;
        this.#isRecalled = true;
        const [kept, uses, tone] = await Promise.all(
            [KEY, USES_KEY, TONE_KEY].map((id) => database().get('meta', id)),
        );
        if (kept) this.#all = kept.value as CustomEmoji[];
        if (uses) this.#uses = uses.value as EmojiUses;
        if (tone) this.#tone = tone.value as SkinTone;
    }

    async #loadUnicode(): Promise<void> {
        if (this.#unicode.length > 0) return;
        // Offline and never fetched, there are the community's own alone.
        const emojis = await loadUnicodeEmoji(getLocale()).catch(() => []);
        const newest = newestShown();
        this.#unicode = emojis.filter(({ version }) => version <= newest);
    }

    async #keep(id: string, value: unknown): Promise<void> {
        await writeQuietly([{ store: 'meta', put: { id, value } }]);
    }
}

export const emojis = new Emojis();
