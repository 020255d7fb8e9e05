import { config } from '../config';
import { deepl } from './deepl';
import { libreTranslate } from './libre-translate';
import type { Translator } from './translator';

export { TranslationFailed, type TranslationAnswer, type Translator } from './translator';

/** The service the operator named; undefined where nothing is translated. */
export function translator(): Translator | undefined {
    const { url, kind } = config().translation;
    if (url === '') return undefined;
    return kind === 'deepl' ? deepl : libreTranslate;
}
