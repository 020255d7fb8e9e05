import { readProof } from '../activitypub/integrity-proof';
import type { ActivityRecord } from '../activitypub/read-activity';
import { readJsonObject } from '../activitypub/read-json';
import { SignatureRefused } from '../activitypub/signature-refused';
import type { Database } from '../db';
import { findOwner, type Signer } from './find-signer';

/**
 * The actor of an activity that somebody else handed on, where it carries their own proof (FEP-8b32): made with a key
 * of their origin that their own document lists for this, over all of the activity. Undefined where it does not: then
 * nothing of it is believed.
 */
export async function findProver(
    db: Database,
    { actor }: ActivityRecord,
    body: Uint8Array,
): Promise<Signer | undefined> {
    const claim = readProof(readJsonObject(body));
    if (!claim || new URL(claim.verificationMethod).origin !== new URL(actor).origin) return undefined;
    try {
        const prover = await findOwner(db, {
            keyId: claim.verificationMethod,
            purpose: 'forProofs',
            verify: (publicPem) => claim.verify(publicPem),
        });
        return prover.uri === actor ? prover : undefined;
    } catch (error) {
        if (error instanceof SignatureRefused) return undefined;
        throw error;
    }
}
