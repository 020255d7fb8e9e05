/** Texts to translate, HTML each. */
export interface TranslationRequest {
    texts: readonly string[];
    /** The language they are in; undefined lets the service find out. */
    from: string | undefined;
    to: string;
}

/** The same texts in the other language, in order. */
export interface TranslationAnswer {
    texts: string[];
    detectedLanguage: string | null;
}

/** A service that translates. */
export interface Translator {
    /** Its name, as readers are told who translated. */
    name: string;
    /** @throws TranslationFailed */
    translate(request: TranslationRequest): Promise<TranslationAnswer>;
    /**
     * Into which languages each one can be translated.
     * @throws TranslationFailed
     */
    languages(): Promise<Record<string, string[]>>;
}

/** The service cannot be had, refused, has nothing left of its quota, or answered nonsense. */
export class TranslationFailed extends Error {
    override name = 'TranslationFailed';
}
