import { readJsonObject } from './read-json';
import { readTags, type EmojiRecord } from './read-tags';
import {
    addressOf,
    dateOf,
    DocumentRefused,
    idOf,
    isObject,
    listOf,
    recipientsOf,
    textOf,
    typeOf,
    type Json,
} from './untrusted';
import { ACTIVITY_TYPES, type ActivityType } from './vocabulary';

/** A reference to something, with the copy that came along, where one did. The copy is a claim, not the thing. */
export interface Reference {
    /** Absent where only a nameless copy came along, as some servers do in Accept and Undo. */
    id: string | undefined;
    embedded: Json | undefined;
}

/** Somebody's activity, as far as its envelope goes. */
export interface ActivityRecord {
    id: string;
    type: ActivityType;
    actor: string;
    object: Reference;
    /** All objects: Flag has several. */
    objectIds: string[];
    target: string | undefined;
    to: string[];
    cc: string[];
    published: Date | undefined;
    /** The words of a Flag, the emoji of an EmojiReact. */
    content: string | undefined;
    /** The pictures of emoji in `content`. */
    emojis: EmojiRecord[];
    /** What was answered with, such as a quote's authorization. */
    result: string | undefined;
    /** What it is done with: the post that wants to quote. */
    instrument: Reference | undefined;
}

/** Reads an activity from the bytes that were received. @throws DocumentRefused */
export function readActivity(bytes: Uint8Array): ActivityRecord {
    return readActivityObject(readJsonObject(bytes));
}

/** Reads an activity from parsed JSON, such as one embedded in another. @throws DocumentRefused */
export function readActivityObject(json: Json): ActivityRecord {
    const id = addressOf(json.id);
    if (!id) throw new DocumentRefused('no-id');
    const type = typeOf(json, ACTIVITY_TYPES);
    if (!type) throw new DocumentRefused('no-type');
    const actor = idOf(json.actor);
    if (!actor) throw new DocumentRefused('no-actor');
    const object = referenceOf(json.object);
    if (!object) throw new DocumentRefused('no-object');
    return {
        id,
        type,
        actor,
        object,
        objectIds: listOf(json.object)
            .map(idOf)
            .filter((each) => each !== undefined),
        target: idOf(json.target),
        to: recipientsOf(json.to),
        cc: recipientsOf(json.cc),
        published: dateOf(json.published),
        content: textOf(wordsOf(json, type), 5_000),
        emojis: readTags(json.tag).emojis,
        result: idOf(json.result),
        instrument: referenceOf(json.instrument),
    };
}

/** Lemmy gives the reason of a report as its summary. */
function wordsOf(json: Json, type: ActivityType): unknown {
    return json.content ?? json._misskey_reaction ?? (type === 'Flag' ? json.summary : undefined);
}

/** The first of what a property refers to. */
function referenceOf(value: unknown): Reference | undefined {
    const [first] = listOf(value);
    const id = idOf(first);
    if (!id && !isObject(first)) return undefined;
    return { id, embedded: isObject(first) ? first : undefined };
}
