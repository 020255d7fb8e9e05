/// <reference lib="webworker" />
import { readDevice } from '$lib/client/database/device';
import { baseLocale, isLocale } from '$lib/i18n/browser-runtime';
import { loadWords } from '$lib/i18n/words';
import { wordsFiles } from '$lib/paraglide/words-files';

const WORDS = 'words';
/** Those of this build, and of the one that an open tab is still on. */
const KEPT = 2;

declare const self: ServiceWorkerGlobalScope;

/** Keeps the words of this device's language with the build, so that it starts and speaks without a network. */
export async function keepWords(): Promise<void> {
    const url = wordsFiles[(await readDevice('locale')) ?? preferred()];
    if (!url) return;
    const cache = await caches.open(WORDS);
    await cache.add(url);
    const files = await cache.keys();
    for (const old of files.slice(0, -KEPT)) await cache.delete(old);
}

/** Learns to speak a language; without a network one that was spoken before, else none. */
export async function speak(locale: string): Promise<void> {
    await loadWords(locale, async (url) => (await caches.match(url)) ?? fetch(url)).catch(() => {});
}

function preferred(): string {
    const language = self.navigator.language.slice(0, 2);
    return isLocale(language) ? language : baseLocale;
}
