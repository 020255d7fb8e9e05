import {
    instanceActorUri,
    instanceKeys,
    instanceProofKey,
    instanceUsername,
    proofKeyOf,
} from '../domain/accounts';
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
    const member = await findMember(db, params.username ?? '');
    const proofKey = await proofKeyOf(db, member.account.id);
    return { document: actorDocument(member, proofKey), page: member.account.url };
}

/** The server as an actor. */
export async function serveInstanceActor({ db }: { db: Database }): Promise<Served> {
    const [{ publicPem }, proofKey] = await Promise.all([instanceKeys(db), instanceProofKey(db)]);
    const self = { id: instanceActorUri(), username: instanceUsername() };
    return { document: instanceActorDocument(self, publicPem, proofKey) };
}

/** The server publishes nothing in its own name. */
export function serveInstanceOutbox(): Promise<Served> {
    return Promise.resolve({ document: collectionDocument(`${instanceActorUri()}/outbox`, 0) });
}
