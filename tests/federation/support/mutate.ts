import { ACTIVITY_TYPES, ACTOR_TYPES, NOTE_TYPES } from '$lib/server/activitypub/vocabulary';
import type { Chance } from '../../../scripts/demo/chance';
import type { Json } from './peer';

function nested(depth: number): unknown {
    let value: unknown = 'bottom';
    for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { object: value };
    return value;
}

/** What stands where something else should. */
const NONSENSE: readonly (() => unknown)[] = [
    () => null,
    () => true,
    () => 0,
    () => -1,
    () => 1e308,
    () => 2 ** 53,
    () => 0.5,
    () => '',
    () => ' ',
    () => '\0',
    () => 'a\0b',
    () => '\ud800',
    () => 'x\udfffy',
    () => 'x'.repeat(100_000),
    () => '<p>'.repeat(5_000),
    () => '@aaaa'.repeat(5_000),
    () => '́'.repeat(10_000),
    () => '\u202e\u2066👩‍👩‍👧‍👦\u2069',
    () => [],
    () => ({}),
    () => [[]],
    () => [null],
    () => [{}, []],
    () => ({ id: null }),
    () => ({ type: [] }),
    () => ({ '@value': 'x' }),
    () => ({ totalItems: -1, items: { next: 7 } }),
    () => nested(20),
    () => nested(60),
    () => 'https://',
    () => 'https://[::1',
    () => 'http://[::1]:1/',
    () => 'https://\ud800.test/',
    () => 'javascript:alert(1)',
    () => 'data:text/html,x',
    () => 'file:///etc/passwd',
    () => 'bear:?t=x&u=http://127.0.0.1:9/',
    () => 'tag:x.example,2026:1',
    () => 'as:Public',
    () => 'http://127.0.0.1:9/' + 'a'.repeat(5_000),
    () => '9999-99-99',
    () => '-271821-04-20T00:00:00.000Z',
    () => '+275760-09-13T00:00:00.000Z',
    () => '0000-01-01T00:00:00Z',
    () => '2026-01-01T10:00:00Z',
    () => '__proto__',
    () => Array.from({ length: 1_500 }, (_, index) => `http://127.0.0.1:9/${index}`),
    () => Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key${index}`, index])),
];

const NAMES = [
    'id', 'type', 'actor', 'object', 'target', 'to', 'cc', 'attributedTo', 'inReplyTo', 'content', 'contentMap',
    'summary', 'name', 'url', 'tag', 'attachment', 'icon', 'image', 'replies', 'published', 'updated', 'quote',
    'quoteUri', 'oneOf', 'anyOf', 'endTime', 'result', 'instrument', 'publicKey', 'endpoints', 'inbox',
    'followers', 'movedTo', 'alsoKnownAs', 'interactionPolicy', 'mediaType', 'language', 'preview', 'context',
]; // prettier-ignore
const TYPES = [
    ...ACTIVITY_TYPES,
    ...ACTOR_TYPES,
    ...NOTE_TYPES,
    'Tombstone',
    'Collection',
    'Dislike',
    'Nonsense',
];

interface Place {
    holder: Record<string, unknown>;
    key: string;
}

/** Every place in a document, however deep. */
function placesIn(value: unknown, places: Place[] = []): Place[] {
    if (typeof value !== 'object' || value === null || places.length > 2_000) return places;
    for (const key of Object.keys(value)) {
        const holder = value as Record<string, unknown>;
        places.push({ holder, key });
        placesIn(holder[key], places);
    }
    return places;
}

type Change = (chance: Chance, place: Place, whole: Json, ids: readonly string[]) => void;

const put = ({ holder, key }: Place, value: unknown) => void (holder[key] = value);

const CHANGES: readonly Change[] = [
    (chance, place) => put(place, chance.pick(NONSENSE)()),
    (chance, place) => put(place, chance.pick(NONSENSE)()),
    (chance, place) => put(place, chance.pick(NONSENSE)()),
    (_, place) => put(place, [place.holder[place.key]]),
    (_, place) => put(place, [null, place.holder[place.key], place.holder[place.key]]),
    (_, place) => put(place, { id: place.holder[place.key] }),
    (_, place) => put(place, first(place.holder[place.key])),
    (_, place) => void delete place.holder[place.key],
    (chance, place) => void (place.holder[chance.pick(NAMES)] = structuredClone(place.holder[place.key])),
    (chance, place, __, ids) => put(place, chance.pick(ids)),
    (chance, place, __, ids) => put(place, chance.pick(ids)),
    (chance, place, __, ids) => put(place, [chance.pick(ids), chance.pick(ids)]),
    (chance, { holder }, __, ids) => void (holder[chance.pick(NAMES)] = chance.pick(ids)),
    (chance, { holder }) => void (holder.type = chance.pick(TYPES)),
    (chance, { holder }) => void (holder.type = [chance.pick(TYPES), chance.pick(TYPES)]),
    (chance, place, whole) => put(place, structuredClone(chance.pick(placesIn(whole)).holder)),
    (_, place, whole) => put(place, structuredClone(whole)),
    (chance, place) => {
        const text = String(place.holder[place.key]);
        const at = chance.below(text.length + 1);
        put(
            place,
            text.slice(0, at) +
                chance.pick(['\0', '\ud800', '\u202e', '"', '<', '//', '#', '@']) +
                text.slice(at),
        );
    },
    (_, { holder }) =>
        void Object.defineProperty(holder, '__proto__', {
            value: { admin: true },
            enumerable: true,
            writable: true,
            configurable: true,
        }),
];

function first(value: unknown): unknown {
    if (Array.isArray(value)) return value[0];
    return typeof value === 'object' && value !== null ? Object.values(value)[0] : value;
}

/** A document with one to four places changed: wrong types, other ids, other origins, depth, length, odd characters. */
export function mutate(chance: Chance, document: Json, ids: readonly string[]): Json {
    const mutant = structuredClone(document);
    for (let change = chance.below(4); change >= 0; change--) {
        const places = placesIn(mutant).filter(({ key }) => key !== '@context');
        if (places.length === 0) break;
        chance.pick(CHANGES)(chance, chance.pick(places), mutant, ids);
    }
    return mutant;
}

/** The bytes of a document, now and then no longer JSON, or not as anybody writes it. */
export function bytesOf(chance: Chance, document: Json): Buffer {
    const text = JSON.stringify(document);
    switch (chance.below(40)) {
        case 0:
            return Buffer.from(text.slice(0, chance.below(text.length)));
        case 1:
            return Buffer.concat([
                Buffer.from(text.slice(0, 20)),
                Buffer.from([0xff, 0xfe, 0]),
                Buffer.from(text.slice(20)),
            ]);
        case 2:
            return Buffer.from(`\ufeff${text}`);
        case 3:
            return Buffer.from(`{"id":"x",${text.slice(1)}`);
        case 4:
            return Buffer.from(
                text.replace('"object":', `"object":${'['.repeat(100_000)}${']'.repeat(100_000)},"object":`),
            );
        case 5:
            return Buffer.from(`[${text}]`);
        default:
            return Buffer.from(text);
    }
}
