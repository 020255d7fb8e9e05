/** The words of ActivityStreams and its extensions that this server speaks; plain JSON, never expanded. */

export const ACTIVITY_JSON = 'application/activity+json';
const ACTIVITY_STREAMS = 'https://www.w3.org/ns/activitystreams';

/** What a request for a document asks for, in the spelling every server knows. */
export const ACCEPT_ACTIVITY = `${ACTIVITY_JSON}, application/ld+json; profile="${ACTIVITY_STREAMS}"`;

/** Everybody. */
export const PUBLIC = `${ACTIVITY_STREAMS}#Public`;
const PUBLIC_SPELLINGS = new Set([PUBLIC, 'as:Public', 'Public']);

/** Whether an address means everybody, in any of its three spellings. */
export function isPublicAddress(address: string): boolean {
    return PUBLIC_SPELLINGS.has(address);
}

/**
 * Whether a document of this content type may be read as ActivityPub. Anything looser would let files that a server
 * merely hosts for its members speak in that server's name.
 */
export function isActivityType(contentType: string): boolean {
    const [essence = '', ...parameters] = contentType.toLowerCase().split(';');
    if (essence.trim() === ACTIVITY_JSON) return true;
    if (essence.trim() !== 'application/ld+json') return false;
    const profile = parameters.map((parameter) => /^\s*profile="?([^"]*)"?\s*$/.exec(parameter)?.[1]);
    return profile.some((profiles) => profiles?.split(/\s+/).includes(ACTIVITY_STREAMS));
}

export const ACTIVITY_TYPES = [
    'Create',
    'Update',
    'Delete',
    'Announce',
    'Like',
    'EmojiReact',
    'Follow',
    'Accept',
    'Reject',
    'Undo',
    'Block',
    'Flag',
    'Add',
    'Remove',
    'Move',
    'QuoteRequest',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

export const ACTOR_TYPES = ['Person', 'Service', 'Group', 'Organization', 'Application'] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/**
 * What is shown as a post. `ChatMessage` is a message between two people, as Pleroma and Lemmy write it; all that follow
 * it here are shown as their title, their text and a link.
 */
export const NOTE_TYPES = [
    'Note',
    'Question',
    'ChatMessage',
    'Article',
    'Page',
    'Image',
    'Audio',
    'Video',
    'Event',
] as const;
export type NoteType = (typeof NOTE_TYPES)[number];

/** The `@context` of what we send: peers that read JSON-LD find every extension we use defined. */
export const CONTEXT = [
    ACTIVITY_STREAMS,
    'https://w3id.org/security/v1',
    'https://w3id.org/security/data-integrity/v2',
    'https://w3id.org/security/multikey/v1',
    {
        toot: 'http://joinmastodon.org/ns#',
        schema: 'http://schema.org#',
        vcard: 'http://www.w3.org/2006/vcard/ns#',
        Hashtag: 'as:Hashtag',
        sensitive: 'as:sensitive',
        manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
        alsoKnownAs: { '@id': 'as:alsoKnownAs', '@type': '@id' },
        movedTo: { '@id': 'as:movedTo', '@type': '@id' },
        Emoji: 'toot:Emoji',
        EmojiReact: 'http://litepub.social/ns#EmojiReact',
        featured: { '@id': 'toot:featured', '@type': '@id' },
        featuredTags: { '@id': 'toot:featuredTags', '@type': '@id' },
        focalPoint: { '@container': '@list', '@id': 'toot:focalPoint' },
        blurhash: 'toot:blurhash',
        discoverable: 'toot:discoverable',
        indexable: 'toot:indexable',
        memorial: 'toot:memorial',
        suspended: 'toot:suspended',
        votersCount: 'toot:votersCount',
        attributionDomains: { '@id': 'toot:attributionDomains', '@type': '@id' },
        PropertyValue: 'schema:PropertyValue',
        value: 'schema:value',
        quote: { '@id': 'https://w3id.org/fep/044f#quote', '@type': '@id' },
        quoteAuthorization: { '@id': 'https://w3id.org/fep/044f#quoteAuthorization', '@type': '@id' },
        QuoteRequest: 'https://w3id.org/fep/044f#QuoteRequest',
        QuoteAuthorization: 'https://w3id.org/fep/044f#QuoteAuthorization',
        quoteUri: 'http://fedibird.com/ns#quoteUri',
        quoteUrl: 'as:quoteUrl',
        _misskey_quote: 'https://misskey-hub.net/ns#_misskey_quote',
        gts: 'https://gotosocial.org/ns#',
        interactionPolicy: { '@id': 'gts:interactionPolicy', '@type': '@id' },
        canQuote: { '@id': 'gts:canQuote', '@type': '@id' },
        canLike: { '@id': 'gts:canLike', '@type': '@id' },
        canReply: { '@id': 'gts:canReply', '@type': '@id' },
        canAnnounce: { '@id': 'gts:canAnnounce', '@type': '@id' },
        automaticApproval: { '@id': 'gts:automaticApproval', '@type': '@id' },
        manualApproval: { '@id': 'gts:manualApproval', '@type': '@id' },
        interactingObject: { '@id': 'gts:interactingObject', '@type': '@id' },
        interactionTarget: { '@id': 'gts:interactionTarget', '@type': '@id' },
        conversation: 'http://ostatus.org#conversation',
        assertionMethod: { '@id': 'https://w3id.org/security#assertionMethod', '@type': '@id' },
        webfinger: 'https://purl.archive.org/socialweb/webfinger#webfinger',
    },
];
