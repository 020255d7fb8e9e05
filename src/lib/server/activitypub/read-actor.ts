import { sanitizeStatusHtml } from './sanitize-html';
import { readKeys, type KeyRecord } from './read-keys';
import { readTags, type EmojiRecord } from './read-tags';
import {
    addressOf,
    dateOf,
    DocumentRefused,
    fileOf,
    idOf,
    idsOf,
    isObject,
    listOf,
    objectsOf,
    pageOf,
    textOf,
    typeOf,
    wordsOf,
    type Json,
} from './untrusted';
import { ACTOR_TYPES, type ActorType } from './vocabulary';

/** Somebody as their own server describes them. */
export interface ActorRecord {
    id: string;
    type: ActorType;
    username: string;
    displayName: string;
    bioHtml: string;
    url: string | undefined;
    inbox: string;
    sharedInbox: string | undefined;
    outbox: string | undefined;
    followers: string | undefined;
    following: string | undefined;
    featured: string | undefined;
    featuredTags: string | undefined;
    keys: KeyRecord[];
    avatarUrl: string | undefined;
    avatarDescription: string;
    headerUrl: string | undefined;
    headerDescription: string;
    fields: { name: string; value: string }[];
    emojis: EmojiRecord[];
    locked: boolean;
    discoverable: boolean;
    indexable: boolean;
    memorial: boolean;
    suspended: boolean;
    movedTo: string | undefined;
    alsoKnownAs: string[];
    attributionDomains: string[];
    published: Date | undefined;
}

const MAX_NAME = 2_048;
const MAX_BIO = 20_480;
const MAX_FIELDS = 50;
const MAX_ALIASES = 256;
const USERNAME = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,498}[\p{L}\p{N}_])?$/u;

/** Reads an actor's document. @throws DocumentRefused where id, kind, name or inbox is missing. */
export function readActor(json: Json): ActorRecord {
    const id = addressOf(json.id);
    if (!id) throw new DocumentRefused('no-id');
    const type = typeOf(json, ACTOR_TYPES);
    if (!type) throw new DocumentRefused('no-type');
    const username = textOf(json.preferredUsername, 500) ?? '';
    if (!USERNAME.test(username)) throw new DocumentRefused('no-name');
    const inbox = addressOf(json.inbox);
    if (!inbox) throw new DocumentRefused('no-inbox');
    const endpoints = isObject(json.endpoints) ? json.endpoints : {};
    return {
        id,
        type,
        username,
        displayName: wordsOf(json, 'name', MAX_NAME) ?? '',
        bioHtml: sanitizeStatusHtml(wordsOf(json, 'summary', MAX_BIO) ?? ''),
        url: pageOf(json.url),
        inbox,
        sharedInbox: addressOf(endpoints.sharedInbox ?? json.sharedInbox),
        outbox: idOf(json.outbox),
        followers: idOf(json.followers),
        following: idOf(json.following),
        featured: idOf(json.featured),
        featuredTags: idOf(json.featuredTags),
        keys: readKeys(json, id),
        avatarUrl: fileOf(json.icon),
        avatarDescription: descriptionOf(json.icon),
        headerUrl: fileOf(json.image),
        headerDescription: descriptionOf(json.image),
        fields: readFields(json.attachment),
        emojis: readTags(json.tag).emojis,
        locked: json.manuallyApprovesFollowers === true,
        discoverable: json.discoverable === true,
        indexable: json.indexable === true,
        memorial: json.memorial === true,
        suspended: json.suspended === true,
        movedTo: idOf(json.movedTo),
        alsoKnownAs: idsOf(json.alsoKnownAs).slice(0, MAX_ALIASES),
        attributionDomains: listOf(json.attributionDomains)
            .map((domain) => textOf(domain, 253)?.toLowerCase() ?? '')
            .filter(Boolean)
            .slice(0, 100),
        published: dateOf(json.published),
    };
}

/** Name and value of profile lines. The name is text, the value is HTML that was sanitized. */
function readFields(attachment: unknown): ActorRecord['fields'] {
    return objectsOf(attachment, 'PropertyValue')
        .slice(0, MAX_FIELDS)
        .map((field) => ({
            name: textOf(field.name, MAX_NAME) ?? '',
            value: sanitizeStatusHtml(textOf(field.value, MAX_NAME) ?? ''),
        }))
        .filter(({ name }) => name !== '');
}

function descriptionOf(image: unknown): string {
    const [first] = listOf(image);
    return (isObject(first) && textOf(first.summary ?? first.name, 1_500)) || '';
}
