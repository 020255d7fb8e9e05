import { instanceActorUri, instanceKeys, instanceUsername } from '../domain/accounts';
import type { Database } from '../db';
import { actorDocument, collectionDocument, instanceActorDocument } from './documents';
import { findMember } from './find-member';
import type { Served } from './serve';

/** A member. */
export async function serveActor({
    db,
    params,
}: {
    db: Database;
    params: Record<string, string>;
}): Promise<Served> {
    const { account, key, movedTo } = await findMember(db, params.username ?? '');
    return { document: actorDocument(account, key, movedTo), page: account.url };
}

/** The server as an actor. */
export async function serveInstanceActor({ db }: { db: Database }): Promise<Served> {
    const { publicPem } = await instanceKeys(db);
    return { document: instanceActorDocument(instanceActorUri(), instanceUsername(), publicPem) };
}

/** The server publishes nothing in its own name. */
export function serveInstanceOutbox(): Promise<Served> {
    return Promise.resolve({ document: collectionDocument(`${instanceActorUri()}/outbox`, 0) });
}
