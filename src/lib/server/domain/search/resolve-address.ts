import { and, eq, isNull } from 'drizzle-orm';
import { fetchDocument } from '../../activitypub/fetch-document';
import { OutboundError } from '../../activitypub/outbound-error';
import { readActor } from '../../activitypub/read-actor';
import { DocumentRefused, typeOf } from '../../activitypub/untrusted';
import { ACTOR_TYPES } from '../../activitypub/vocabulary';
import type { Database } from '../../db';
import { accounts, statuses } from '../../db/schema';
import { log } from '../../log';
import {
    findByHandle,
    instanceSigner,
    isListed,
    isOurs,
    keepActor,
    readHandle,
    resolveHandle,
    type AccountRow,
} from '../accounts';
import { canSee, resolveStatus } from '../statuses';
import type { Actor } from '../users';

/** Whose page or which post an address is. */
export type Resolved = { accountId: string } | { statusId: string };

/**
 * What stands at a web address or has it as its id: somebody, or a post the viewer may see. With `fetch`, another server
 * is asked for what is unknown here. Undefined where there is nothing, or it cannot be had now.
 */
export async function resolveAddress(
    db: Database,
    viewer: Actor | null,
    address: string,
    { fetch }: { fetch: boolean },
): Promise<Resolved | undefined> {
    if (!URL.canParse(address)) return undefined;
    const found =
        (await findKnown(db, address)) ??
        (fetch && !isOurs(address) ? await orNothing(() => ask(db, address)) : undefined);
    if (!found || 'accountId' in found) return found;
    return (await canSee(db, viewer, found.statusId)) ? found : undefined;
}

/** The account of a handle on another server, which is asked where it is not known. */
export function resolvePerson(
    db: Database,
    handle: { username: string; host: string },
): Promise<AccountRow | undefined> {
    return orNothing(() => resolveHandle(db, handle));
}

/** By the id; a page only where it is one of ours. Pages elsewhere lead to their id when they are asked for. */
async function findKnown(db: Database, address: string): Promise<Resolved | undefined> {
    const [account] = await db
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(eq(accounts.uri, address), isListed()));
    if (account) return { accountId: account.id };
    const [status] = await db
        .select({ id: statuses.id })
        .from(statuses)
        .where(and(eq(statuses.uri, address), isNull(statuses.boostOfId)));
    if (status) return { statusId: status.id };
    return isOurs(address) ? findByPage(db, address) : undefined;
}

/** What one of our own pages shows: `/@ana`, `/@ana@elsewhere.example`, `/@ana/1093…`. */
async function findByPage(db: Database, address: string): Promise<Resolved | undefined> {
    const [, acct, statusId] = /^\/(@[\w.@:-]+)(?:\/(\d+))?\/?$/.exec(new URL(address).pathname) ?? [];
    if (statusId) return { statusId };
    const handle = acct ? readHandle(acct) : undefined;
    const account = handle && (await findByHandle(db, handle));
    return account && !account.suspendedAt ? { accountId: account.id } : undefined;
}

async function ask(db: Database, address: string): Promise<Resolved | undefined> {
    const document = await fetchDocument(address, await instanceSigner(db));
    if (typeOf(document, ACTOR_TYPES)) {
        const account = await keepActor(db, readActor(document));
        return account.suspendedAt ? undefined : { accountId: account.id };
    }
    const status = await resolveStatus(db, String(document.id));
    return status && { statusId: status.id };
}

/** A search does not fail because another server does. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
        return await work();
    } catch (error) {
        if (!(error instanceof DocumentRefused || error instanceof OutboundError)) throw error;
        log.debug({ err: error }, 'What was searched for could not be had');
        return undefined;
    }
}
