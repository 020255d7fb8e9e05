import { idOf, objectsOf, textOf, type Json } from './untrusted';
import { isActivityType } from './vocabulary';

/** What a post says it quotes. */
export interface QuoteRecord {
    uri: string;
    /** The stamp it shows as the quoted author's consent (FEP-044f); nothing is said about whether it holds. */
    authorizationUri: string | undefined;
    /** Told in one of the ways that know nothing of consent. */
    isLegacy: boolean;
}

/** Reads a quote in each of the ways it is told. A post that quotes itself quotes nothing. */
export function readQuote(json: Json, noteId: string): QuoteRecord | undefined {
    const consenting = idOf(json.quote);
    const uri =
        consenting ?? idOf(json.quoteUri) ?? idOf(json._misskey_quote) ?? idOf(json.quoteUrl) ?? linkOf(json);
    if (!uri || uri === noteId) return undefined;
    return {
        uri,
        authorizationUri: consenting ? idOf(json.quoteAuthorization) : undefined,
        isLegacy: !consenting,
    };
}

/** FEP-e232: a link to an object among the tags, where it says that it is a quote. */
function linkOf(json: Json): string | undefined {
    const link = objectsOf(json.tag, 'Link').find(
        ({ mediaType, rel }) =>
            isActivityType(textOf(mediaType, 200) ?? '') && String(rel).endsWith('#_misskey_quote'),
    );
    return idOf(link?.href);
}
