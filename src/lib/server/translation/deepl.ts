import { config } from '../config';
import { askService, objectsOf, textsOf } from './ask-service';
import type { Translator } from './translator';

const authorization = () => ({ authorization: `DeepL-Auth-Key ${config().translation.key}` });

/** DeepL's own names of targets that would be ambiguous otherwise. */
const TARGETS: Record<string, string> = { en: 'EN-US', pt: 'PT-BR', zh: 'ZH-HANS' };

/** https://developers.deepl.com/docs/api-reference/translate */
export const deepl: Translator = {
    name: 'DeepL.com',

    async translate({ texts, from, to }) {
        const answer = (await askService('/v2/translate', {
            headers: authorization(),
            json: {
                text: texts,
                target_lang: TARGETS[to] ?? to.toUpperCase(),
                tag_handling: 'html',
                ...(from && { source_lang: from.toUpperCase() }),
            },
        })) as { translations?: unknown } | null;
        const translations = objectsOf(answer?.translations);
        const detected = translations[0]?.detected_source_language;
        return {
            texts: textsOf(
                translations.map(({ text }) => text),
                texts.length,
            ),
            detectedLanguage: typeof detected === 'string' ? detected.toLowerCase() : null,
        };
    },

    async languages() {
        const [sources, targets] = await Promise.all(['source', 'target'].map(languagesOf));
        return Object.fromEntries(
            (sources ?? []).map((source) => [source, (targets ?? []).filter((target) => target !== source)]),
        );
    },
};

/** Without regions, each once. */
async function languagesOf(type: string): Promise<string[]> {
    const known = objectsOf(await askService(`/v2/languages?type=${type}`, { headers: authorization() }));
    const names = known.flatMap(({ language }) => (typeof language === 'string' ? [language] : []));
    return [...new Set(names.map((name) => name.toLowerCase().split('-')[0] ?? ''))];
}
