/**
 * Who said it. Everything that arrives from other servers passes here before it has an effect: the handlers of the
 * inbox get what these functions return and nothing else. The six rules stand in `FEDERATION.md`.
 */
import { fetchDocument } from '../activitypub/fetch-document';
import { readActivityObject, type ActivityRecord } from '../activitypub/read-activity';
import { readActor, type ActorRecord } from '../activitypub/read-actor';
import { readNote, type NoteRecord } from '../activitypub/read-note';
import { DocumentRefused, hasType, idOf, typeOf } from '../activitypub/untrusted';
import { ACTIVITY_TYPES } from '../activitypub/vocabulary';
import type { Database } from '../db';
import { instanceActorUri, instanceSigner, isOurs, type AccountRow } from '../domain/accounts';
import { quoteRequestUri } from './documents';
import type { Signer } from './find-signer';

/** An activity that its actor has signed, and that is theirs to say. */
export interface Said {
    actor: AccountRow;
    activity: ActivityRecord;
}

/**
 * Binds an activity to whoever signed the request: they are its actor, letter by letter, and its id is of their origin,
 * which can therefore never be ours.
 * @throws DocumentRefused `not-ours-to-say`, `suspended`
 */
export function checkAttribution(activity: ActivityRecord, signer: Signer): void {
    if (activity.actor !== signer.uri) throw new DocumentRefused('not-ours-to-say');
    if (!isSameOrigin(activity.id, signer.uri)) throw new DocumentRefused('not-ours-to-say');
    if (signer.domain === null) throw new DocumentRefused('not-ours-to-say');
    if (signer.isSuspended) throw new DocumentRefused('suspended');
}

/** The same for an activity that was taken in before, with all that is known of its actor. @throws DocumentRefused */
export function attribute(activity: ActivityRecord, actor: AccountRow): Said {
    // Whom their own server suspended it may speak for again: only that can end it.
    const isSuspended = actor.suspendedAt !== null && actor.suspendedBy !== 'remote';
    checkAttribution(activity, { ...actor, isSuspended });
    return { actor, activity };
}

/**
 * The post of a Create or Update: of the actor's own origin and attributed to the actor. A copy that came along counts
 * because its author signed it; a mere reference is read at its origin.
 * @throws DocumentRefused, OutboundError
 */
export async function notePublished(db: Database, { actor, activity }: Said): Promise<NoteRecord> {
    const { id, embedded } = activity.object;
    if (!id || !isSameOrigin(id, actor.uri)) throw new DocumentRefused('not-ours-to-say');
    const note = readNote(embedded ?? (await fetchDocument(id, await instanceSigner(db))));
    if (note.id !== id || note.author !== actor.uri) throw new DocumentRefused('not-ours-to-say');
    return note;
}

/** What an Announce is about: a post that is boosted, or what somebody did to one. */
export type Announced = { boosted: string } | { told: ActivityRecord };

/**
 * What an Announce is about. Groups hand on whole activities (FEP-1b12): the publication of a post is then a boost of
 * it; that of an answer, an edit or a deletion is only told. Of any copy that came along nothing counts but what it is
 * about. @throws DocumentRefused
 */
export function announced({ activity }: Said): Announced {
    const { object } = activity;
    const inner = object.embedded && typeOf(object.embedded, ACTIVITY_TYPES);
    if (!object.embedded || !inner) {
        if (!object.id) throw new DocumentRefused('no-object');
        return { boosted: object.id };
    }
    const told = readActivityObject({ ...object.embedded, id: object.id ?? activity.id });
    const isBeginning = inner === 'Create' && told.object.embedded?.inReplyTo == null;
    return isBeginning && told.object.id ? { boosted: told.object.id } : { told };
}

/** The actor's description of themselves in an Update. @throws DocumentRefused */
export async function selfDescribed(db: Database, { actor, activity }: Said): Promise<ActorRecord> {
    if (activity.object.id !== actor.uri) throw new DocumentRefused('not-ours-to-say');
    const description = readActor(
        activity.object.embedded ?? (await fetchDocument(actor.uri, await instanceSigner(db))),
    );
    if (description.id !== actor.uri) throw new DocumentRefused('not-ours-to-say');
    return description;
}

/** What an Undo takes back: an activity of the same actor, by its id or as a whole. */
export interface Undone {
    id: string | undefined;
    /** The activity itself where it came along. */
    activity: ActivityRecord | undefined;
}

/** The activity that an Undo takes back. @throws DocumentRefused where it is somebody else's. */
export function activityUndone({ actor, activity }: Said): Undone {
    const { id, embedded } = activity.object;
    if (id && !isSameOrigin(id, actor.uri)) throw new DocumentRefused('not-ours-to-say');
    if (!embedded) return { id, activity: undefined };
    const undone = readActivityObject({ ...embedded, id: id ?? `${activity.id}#undone` });
    if (undone.actor !== actor.uri) throw new DocumentRefused('not-ours-to-say');
    return { id, activity: undone };
}

/**
 * The post that asks in a QuoteRequest: the actor's own, of their origin, and about what is asked.
 * @throws DocumentRefused, OutboundError
 */
export async function quoteRequested(db: Database, { actor, activity }: Said): Promise<NoteRecord> {
    const { id, embedded } = activity.instrument ?? {};
    if (!id || !isSameOrigin(id, actor.uri)) throw new DocumentRefused('not-ours-to-say');
    const note = readNote(embedded ?? (await fetchDocument(id, await instanceSigner(db))));
    if (note.id !== id || note.author !== actor.uri) throw new DocumentRefused('not-ours-to-say');
    if (note.quote?.uri !== activity.object.id) throw new DocumentRefused('not-ours-to-say');
    return note;
}

/** A member's post that asked whether it may quote. */
export interface QuoteAnswered {
    quotingUri: string;
}

/** The question of a member that an Accept or Reject answers; undefined where it answers something else. */
export function quoteAnswered({ activity }: Said): QuoteAnswered | undefined {
    const { id, embedded } = activity.object;
    const [quotingUri] = id?.endsWith(QUOTE_REQUEST) ? id.split(QUOTE_REQUEST) : [];
    if (embedded && !hasType(embedded, 'QuoteRequest')) return undefined;
    const named = quotingUri ?? (embedded && idOf(embedded.instrument));
    return named && isOurs(named) ? { quotingUri: named } : undefined;
}

/** What the address of a question ends in; before it stands the post that asks. */
const QUOTE_REQUEST = quoteRequestUri('');

/** The Follow that an Accept or Reject answers, as it was told: by id, and by the two people where it came along. */
export interface FollowAnswered {
    id: string | undefined;
    followerUri: string | undefined;
}

/** The Follow of this community itself that a relay answers. */
export interface RelayAnswered {
    followUri: string;
}

/** The question of this community to a relay that an Accept or Reject answers; undefined where it answers something else. */
export function relayAnswered({ activity }: Said): RelayAnswered | undefined {
    const { id } = activity.object;
    return id?.startsWith(`${instanceActorUri()}#follows/`) ? { followUri: id } : undefined;
}

/** The Follow of somebody here that the actor answers. @throws DocumentRefused where they were not the one asked. */
export function followAnswered({ actor, activity }: Said): FollowAnswered {
    const { id, embedded } = activity.object;
    if (id && !isOurs(id)) throw new DocumentRefused('not-ours-to-say');
    if (!embedded) return { id, followerUri: undefined };
    const follow = readActivityObject({ ...embedded, id: id ?? `${activity.id}#answered` });
    if (follow.type !== 'Follow' || follow.object.id !== actor.uri)
        throw new DocumentRefused('not-ours-to-say');
    return { id, followerUri: isOurs(follow.actor) ? follow.actor : undefined };
}

/**
 * The post that the actor of an Add or Remove means: of their own origin, about the collection of what stands on top of
 * their profile. Other collections are not kept here.
 * @throws DocumentRefused
 */
export function pinTold({ actor, activity }: Said): string {
    const { id } = activity.object;
    if (!id || !isSameOrigin(id, actor.uri)) throw new DocumentRefused('not-ours-to-say');
    if (actor.featuredUrl === null || activity.target !== actor.featuredUrl)
        throw new DocumentRefused('not-handled');
    return id;
}

/** Where the actor of a Move went. @throws DocumentRefused where they would move somebody else, or nowhere. */
export function moveTold({ actor, activity }: Said): string {
    const { object, target } = activity;
    if (object.id !== actor.uri) throw new DocumentRefused('not-ours-to-say');
    if (!target || target === actor.uri) throw new DocumentRefused('no-object');
    return target;
}

/** Whether a Delete or Update is about the actor, not about something of theirs. */
export function isAboutActor({ actor, activity }: Said): boolean {
    return activity.object.id === actor.uri;
}

/** The id of what a Delete removes: of the actor's own origin. @throws DocumentRefused */
export function thingDeleted({ actor, activity }: Said): string {
    const { id } = activity.object;
    if (!id || !isSameOrigin(id, actor.uri)) throw new DocumentRefused('not-ours-to-say');
    return id;
}

function isSameOrigin(a: string, b: string): boolean {
    return new URL(a).origin === new URL(b).origin;
}
