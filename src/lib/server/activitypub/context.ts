import { isObject } from './untrusted';
import { ACTIVITY_STREAMS } from './vocabulary';

const id = (name: string) => ({ '@id': name, '@type': '@id' });
const toot = (name: string) => `http://joinmastodon.org/ns#${name}`;
const gts = (name: string) => `https://gotosocial.org/ns#${name}`;
const fep044f = (name: string) => `https://w3id.org/fep/044f#${name}`;

/** What a document that has this property, or is of this type, is read with besides ActivityStreams. */
const CONTEXTS: Readonly<Record<string, string>> = {
    publicKey: 'https://w3id.org/security/v1',
    proof: 'https://w3id.org/security/data-integrity/v2',
    Multikey: 'https://w3id.org/security/multikey/v1',
};

/** What every extension that is spoken here means. */
const TERMS: Readonly<Record<string, string | object>> = {
    Hashtag: 'as:Hashtag',
    sensitive: 'as:sensitive',
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    alsoKnownAs: id('as:alsoKnownAs'),
    movedTo: id('as:movedTo'),
    Emoji: toot('Emoji'),
    keywords: 'http://schema.org#keywords',
    EmojiReact: 'http://litepub.social/ns#EmojiReact',
    featured: id(toot('featured')),
    featuredTags: id(toot('featuredTags')),
    focalPoint: { '@container': '@list', '@id': toot('focalPoint') },
    blurhash: toot('blurhash'),
    discoverable: toot('discoverable'),
    indexable: toot('indexable'),
    memorial: toot('memorial'),
    suspended: toot('suspended'),
    votersCount: toot('votersCount'),
    attributionDomains: id(toot('attributionDomains')),
    PropertyValue: 'http://schema.org#PropertyValue',
    value: 'http://schema.org#value',
    quote: id(fep044f('quote')),
    quoteAuthorization: id(fep044f('quoteAuthorization')),
    QuoteRequest: fep044f('QuoteRequest'),
    QuoteAuthorization: fep044f('QuoteAuthorization'),
    quoteUri: 'http://fedibird.com/ns#quoteUri',
    quoteUrl: 'as:quoteUrl',
    _misskey_quote: 'https://misskey-hub.net/ns#_misskey_quote',
    interactionPolicy: id(gts('interactionPolicy')),
    canQuote: id(gts('canQuote')),
    canLike: id(gts('canLike')),
    canReply: id(gts('canReply')),
    canAnnounce: id(gts('canAnnounce')),
    automaticApproval: id(gts('automaticApproval')),
    manualApproval: id(gts('manualApproval')),
    interactingObject: id(gts('interactingObject')),
    interactionTarget: id(gts('interactionTarget')),
    conversation: 'http://ostatus.org#conversation',
    assertionMethod: id('https://w3id.org/security#assertionMethod'),
    webfinger: 'https://purl.archive.org/socialweb/webfinger#webfinger',
};

/**
 * The `@context` of a document of ours, with which peers that read JSON-LD find every extension in it defined; and no
 * other, since a proof carries it once more. `further` names what is added to the document later.
 */
export function contextOf(document: object, further: readonly string[] = []): unknown[] {
    const names = new Set(further);
    collectNames(document, names);
    const contexts = Object.keys(CONTEXTS).filter((name) => names.has(name));
    const terms = Object.keys(TERMS).filter((name) => names.has(name));
    return [
        ACTIVITY_STREAMS,
        ...contexts.map((name) => CONTEXTS[name]),
        ...(terms.length > 0 ? [Object.fromEntries(terms.map((name) => [name, TERMS[name]]))] : []),
    ];
}

/** The properties of a document and of all in it, and what types they are of. */
function collectNames(value: unknown, names: Set<string>): void {
    if (Array.isArray(value)) for (const item of value) collectNames(item, names);
    else if (isObject(value))
        for (const [name, inner] of Object.entries(value)) {
            if (inner === undefined) continue;
            names.add(name);
            if (name === 'type' && typeof inner === 'string') names.add(inner);
            else collectNames(inner, names);
        }
}
