import { config } from '../config';
import { askService, objectsOf, textsOf } from './ask-service';
import type { Translator } from './translator';

/** https://docs.libretranslate.com/api/ */
export const libreTranslate: Translator = {
    name: 'LibreTranslate',

    async translate({ texts, from, to }) {
        const { key } = config().translation;
        const answer = (await askService('/translate', {
            json: {
                q: texts,
                source: from ?? 'auto',
                target: to,
                format: 'html',
                ...(key && { api_key: key }),
            },
        })) as { translatedText?: unknown; detectedLanguage?: unknown } | null;
        const [detected] = objectsOf([answer?.detectedLanguage].flat());
        return {
            texts: textsOf(answer?.translatedText, texts.length),
            detectedLanguage: typeof detected?.language === 'string' ? detected.language : null,
        };
    },

    async languages() {
        const known = objectsOf(await askService('/languages'));
        return Object.fromEntries(
            known.flatMap(({ code, targets }) =>
                typeof code === 'string' && Array.isArray(targets)
                    ? [
                          [
                              code,
                              targets.filter(
                                  (target): target is string => typeof target === 'string' && target !== code,
                              ),
                          ],
                      ]
                    : [],
            ),
        );
    },
};
