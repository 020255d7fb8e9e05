import { and, isNull, sql } from 'drizzle-orm';
import { fetchDocument } from '../../activitypub/fetch-document';
import { readActor, type ActorRecord } from '../../activitypub/read-actor';
import { DocumentRefused } from '../../activitypub/untrusted';
import { askWebfinger, confirmHandle, type Handle } from '../../activitypub/webfinger';
import { config } from '../../config';
import { byKeyInGroups, type Database, type Queryable } from '../../db';
import { accounts } from '../../db/schema';
import { isDomainRefused } from '../moderation';
import { admitHost } from '../neighbours';
import type { AccountRow } from './find-account';
import { instanceSigner } from './instance-actor';
import { storeRemoteAccount } from './store-remote-account';

/** A description older than this is read again when somebody asks for the person. */
const FRESH_FOR = 24 * 3_600_000;

/**
 * The account whose ActivityPub id is `uri`: known, or fetched from its own server and confirmed by WebFinger in both
 * directions. An id of this server is only ever looked up.
 * @throws DocumentRefused, OutboundError where an unknown account cannot be had.
 */
export async function resolveActor(db: Database, uri: string): Promise<AccountRow> {
    const known = await findByUri(db, uri);
    if (known && isFresh(known)) return known;
    if (isOurs(uri)) throw new DocumentRefused('gone');
    try {
        return await fetchActor(db, uri);
    } catch (error) {
        // Somebody known stays known while their server does not answer.
        if (known) return known;
        throw error;
    }
}

/**
 * Reads somebody's description anew from their own server, and keeps it.
 * @throws DocumentRefused, OutboundError
 */
export async function fetchActor(db: Database, uri: string): Promise<AccountRow> {
    if (isOurs(uri)) throw new DocumentRefused('not-ours-to-say');
    const actor = readActor(await fetchDocument(uri, await instanceSigner(db)));
    return keepActor(db, actor);
}

/**
 * Keeps a description that is known to come from its owner. A new name is confirmed first.
 * @throws DocumentRefused `unconfirmed-handle`
 */
export async function keepActor(db: Database, actor: ActorRecord): Promise<AccountRow> {
    const known = await findByUri(db, actor.id);
    const keepsHandle = known?.domain && known.username.toLowerCase() === actor.username.toLowerCase();
    const handle = keepsHandle
        ? { username: known.username, host: known.domain ?? '' }
        : await confirmHandle(actor.id, actor.username, (target) => admitHost(db, target));
    if (!handle || handle.host === config().domain) throw new DocumentRefused('unconfirmed-handle');
    return storeRemoteAccount(db, actor, handle);
}

/**
 * The account of a handle: a member, somebody known, or somebody whose server answers for them. Undefined where there
 * is nobody of that name.
 * @throws DocumentRefused, OutboundError
 */
export async function resolveHandle(db: Database, handle: Handle): Promise<AccountRow | undefined> {
    const known = await findByHandle(db, handle);
    if (handle.host === config().domain || (known && isFresh(known))) return known;
    if (await isDomainRefused(db, handle.host)) return undefined;
    const answer = await askWebfinger(handle, (target) => admitHost(db, target));
    if (!answer) return known;
    // The name that is shown is the one the actor's own server confirms, not the one that was asked for.
    return resolveActor(db, answer.actorId);
}

/** The account with this ActivityPub id, where it is known. */
export const findByUri = byKeyInGroups<AccountRow>(
    100,
    (db, uris) =>
        db
            .select()
            .from(accounts)
            .where(sql`${accounts.uri} = any(${sql.param(uris)}::text[])`),
    ({ uri }) => uri,
);

/** The account with this handle, where it is known; letters do not differ by case. */
export async function findByHandle(
    db: Queryable,
    { username, host }: Handle,
): Promise<AccountRow | undefined> {
    const isHere = host === config().domain;
    const [row] = await db
        .select()
        .from(accounts)
        .where(
            and(
                sql`lower(${accounts.username}) = ${username.toLowerCase()}`,
                isHere ? isNull(accounts.domain) : sql`coalesce(lower(${accounts.domain}), '') = ${host}`,
            ),
        );
    return row;
}

/** Whether an id claims to be of this server. */
export function isOurs(uri: string): boolean {
    return new URL(uri).host === config().domain;
}

function isFresh({ domain, fetchedAt }: AccountRow): boolean {
    return domain === null || (fetchedAt !== null && Date.now() - fetchedAt.getTime() < FRESH_FOR);
}
