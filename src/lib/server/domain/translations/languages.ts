import { LRUCache } from 'lru-cache';
import { TranslationFailed, translator, type Translator } from '../../translation';

/** Milliseconds for which the service's languages are believed, and for which a failure is. */
const FRESH_FOR = 3_600_000;
const FAILED_FOR = 60_000;

const known = new LRUCache<string, Promise<Record<string, string[]>>>({ max: 2 });

/** Into which languages each one can be translated here; none where nothing is translated, or the service is away. */
export async function translationLanguages(): Promise<Record<string, string[]>> {
    const service = translator();
    if (!service) return {};
    return languagesOf(service).catch((error: unknown) => {
        if (error instanceof TranslationFailed) return {};
        throw error;
    });
}

/** @throws TranslationFailed */
export function languagesOf(service: Translator): Promise<Record<string, string[]>> {
    const before = known.get(service.name);
    if (before) return before;
    const asked = service.languages();
    known.set(service.name, asked, { ttl: FRESH_FOR });
    asked.catch(() => known.set(service.name, asked, { ttl: FAILED_FOR }));
    return asked;
}

/** Forgets what the service said; where another one was named. */
export function forgetTranslationLanguages(): void {
    known.clear();
}
