/**
 * Reading single values out of JSON that somebody else wrote. Every reader accepts a scalar where a list is common and
 * a list where a scalar is, a reference where an object may be embedded; and answers undefined for whatever it cannot use, so that
 * one bad optional field never costs the document.
 */
export type Json = Record<string, unknown>;

/** Why a document cannot be used at all. */
export type Refusal =
    | 'not-json'
    | 'too-deep'
    | 'no-id'
    | 'no-type'
    | 'no-actor'
    | 'no-object'
    | 'no-author'
    | 'no-inbox'
    | 'no-name'
    | 'gone'
    | 'unavailable'
    | 'wrong-id'
    | 'unconfirmed-handle'
    | 'not-ours-to-say'
    | 'suspended'
    | 'deleted'
    | 'too-many'
    | 'not-handled';

/** A document lacks what it cannot do without. */
export class DocumentRefused extends Error {
    override name = 'DocumentRefused';
    readonly reason: Refusal;

    constructor(reason: Refusal) {
        super(`the document is refused: ${reason}`);
        this.reason = reason;
    }
}

const MAX_URL = 2048;
const MAX_LIST = 1000;

export function isObject(value: unknown): value is Json {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of a property that may hold one or many; at most a thousand are read. */
export function listOf(value: unknown): unknown[] {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value.slice(0, MAX_LIST) : [value];
}

/** The items that are objects of one of these types. */
export function objectsOf(value: unknown, ...types: string[]): Json[] {
    return listOf(value).filter(
        (item): item is Json => isObject(item) && types.some((type) => hasType(item, type)),
    );
}

/** Whether `type`, scalar or list, names `type`. */
export function hasType(object: Json, type: string): boolean {
    return listOf(object.type).includes(type);
}

/** The first of `known` that the object's type names. */
export function typeOf<T extends string>(object: Json, known: readonly T[]): T | undefined {
    return known.find((type) => hasType(object, type));
}

/** Text without what PostgreSQL or a page cannot hold (NUL, lone surrogates), at most `max` units long. */
export function textOf(value: unknown, max: number): string | undefined {
    if (typeof value !== 'string') return undefined;
    return value.slice(0, max).replaceAll('\0', '').toWellFormed();
}

/** What a property says, or where it says nothing, what it says in the first of the languages of its map. */
export function wordsOf(json: Json, property: string, max: number): string | undefined {
    const plain = textOf(json[property], max);
    const map = json[`${property}Map`];
    return plain || !isObject(map) ? plain : (textOf(Object.values(map)[0], max) ?? plain);
}

/** An http(s) address as it was written: ids are compared letter by letter. */
export function addressOf(value: unknown): string | undefined {
    if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return undefined;
    const { protocol, username } = new URL(value);
    if ((protocol !== 'https:' && protocol !== 'http:') || username) return undefined;
    return value.isWellFormed() && !/[\s\0<>"]/.test(value) ? value : undefined;
}

/** The id of a reference: the address itself, or that of an embedded object; of several, the first. */
export function idOf(value: unknown): string | undefined {
    const [first] = listOf(value);
    return addressOf(isObject(first) ? first.id : first);
}

/**
 * Who wrote something. Of several, the person: a video is attributed to its account and to the channel it appears in.
 */
export function authorOf(value: unknown): string | undefined {
    const person = listOf(value).find((author) => isObject(author) && hasType(author, 'Person'));
    return idOf(person ?? value);
}

/** The ids of a list of references. */
export function idsOf(value: unknown): string[] {
    return listOf(value)
        .map(idOf)
        .filter((id) => id !== undefined);
}

/** Addresses of an audience: ids, and the short spellings of Public which are no addresses. */
export function recipientsOf(value: unknown): string[] {
    return listOf(value)
        .map((item) => (item === 'as:Public' || item === 'Public' ? item : idOf(item)))
        .filter((address) => address !== undefined);
}

/** The address to open in a browser: of several links, the one that is a page. */
export function pageOf(value: unknown): string | undefined {
    const links = listOf(value);
    const page = links.find((link) => isObject(link) && link.mediaType === 'text/html') ?? links[0];
    return addressOf(isObject(page) ? (page.href ?? page.url) : page);
}

/** Of several pictures in different sizes the widest; the first where none tells its size. */
export function widestOf(value: unknown): unknown {
    const [first, ...others] = listOf(value);
    const width = (picture: unknown) => (isObject(picture) ? (countOf(picture.width) ?? 0) : 0);
    return others.reduce((widest, other) => (width(other) > width(widest) ? other : widest), first);
}

/** The address of a picture or file, which may be a link, an object with a link, or a list of either. */
export function fileOf(value: unknown): string | undefined {
    const first = widestOf(value);
    if (!isObject(first)) return addressOf(first);
    return addressOf(first.href) ?? (first.url === undefined ? undefined : linkTargetOf(first.url));
}

function linkTargetOf(value: unknown): string | undefined {
    const [first] = listOf(value);
    return addressOf(isObject(first) ? first.href : first);
}

/** A moment between the years 1 and 9999; PostgreSQL and JSON agree on those. */
export function dateOf(value: unknown): Date | undefined {
    if (typeof value !== 'string') return undefined;
    const date = new Date(value);
    const year = date.getUTCFullYear();
    return year >= 1 && year <= 9999 ? date : undefined;
}

/** A count, at most what a PostgreSQL integer holds. */
export function countOf(value: unknown): number | undefined {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0
        ? Math.min(value, 2_147_483_647)
        : undefined;
}
