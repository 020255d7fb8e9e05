/** The words of ActivityStreams and its extensions that this server speaks; plain JSON, never expanded. */

export const ACTIVITY_JSON = 'application/activity+json';
export const ACTIVITY_STREAMS = 'https://www.w3.org/ns/activitystreams';

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
