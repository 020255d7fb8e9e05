import {
    instanceActorUri,
    instanceKeys,
    instanceProofKey,
    instanceUsername,
    proofKeyOf,
} from '../domain/accounts';
import { describeEmojis } from '../domain/emoji';
import { config } from '../config';
import type { Database } from '../db';
import { actorDocument, collectionDocument, instanceActorDocument, introductionOf } from './documents';
import { findMember } from './find-member';
import { findReader } from './find-reader';
import type { Asked, Served } from './serve';

/**
 * A member; where only those who sign are answered, others learn what it takes to verify what the member signs, and no
 * more.
 */
export async function serveActor(asked: Asked): Promise<Served> {
    const { db, params } = asked;
    const member = await findMember(db, params.username ?? '');
    const page = member.account.url;
    const document = actorDocument(member, {
        proofKey: await proofKeyOf(db, member.account.id),
        emojis: await describeEmojis(db, Object.keys(member.account.emojis)),
    });
    if (!config().authorizedFetch) return { document, page };
    const reader = asked.reader ?? (await findReader(db, asked, { mayAsk: true }));
    return { document: reader ? document : introductionOf(document), page, isPrivate: true };
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
