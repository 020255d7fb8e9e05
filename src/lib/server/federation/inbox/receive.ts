import { readActivity, type ActivityRecord } from '../../activitypub/read-activity';
import { SignatureRefused } from '../../activitypub/signature-refused';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { noteSeen } from '../../domain/neighbours';
import { PayloadTooLarge } from '../../errors';
import { findProver } from '../find-prover';
import { findSigner, type Signer } from '../find-signer';
import { checkAttribution } from '../provenance';
import { reviveHost } from '../outbox';
import { considerFollowers } from './consider-followers';
import { countInbound } from './count-inbound';
import { considerForwarded } from './forwarded';
import { keepActivity } from './keep-activity';
import { readBody } from './read-body';

/**
 * Takes an activity in, for one member's inbox or the shared one alike: whom it concerns is in the activity. What is
 * acknowledged with 202 is stored; what it means is worked out later. What can have no effect is acknowledged too, so
 * that nobody sends it again.
 */
export async function receiveActivity(db: Database, request: Request, url: URL): Promise<Response> {
    try {
        const body = await readBody(request);
        const signer = await findSigner(db, request, url, body);
        const activity = readActivity(body);
        const author = await whoSays(db, activity, signer, body);
        if (author === 'passed-on') return answer(202, author);
        checkAttribution(activity, author);
        const isNew = await keepActivity(db, activity, body);
        if (isNew) {
            const { host } = new URL(signer.uri);
            reviveHost(db, host);
            noteSeen(db, host);
        }
        await considerFollowers(db, signer, request.headers);
        return answer(202, isNew ? 'accepted' : 'repeated');
    } catch (error) {
        return refusal(error);
    }
}

/**
 * Whoever signed the request; or, of what they only hand on, whoever proves to have said it. What a relay passes on
 * without a proof is nobody's word, and has been taken care of.
 */
async function whoSays(
    db: Database,
    activity: ActivityRecord,
    signer: Signer,
    body: Uint8Array,
): Promise<Signer | 'passed-on'> {
    if (activity.actor === signer.uri || signer.isSuspended) return signer;
    const prover = await findProver(db, activity, body);
    if (prover) return prover;
    return (await considerForwarded(db, activity, signer)) ? 'passed-on' : signer;
}

const CHALLENGE = 'Signature headers="(request-target) host date digest"';

function refusal(error: unknown): Response {
    if (error instanceof SignatureRefused) {
        const status = error.flaw === 'unwelcome' ? 403 : 401;
        return answer(status, `signature: ${error.flaw}`, error.message);
    }
    if (error instanceof PayloadTooLarge) return answer(413, 'too-large', error.message);
    if (!(error instanceof DocumentRefused)) throw error;
    switch (error.reason) {
        case 'not-json':
        case 'too-deep':
            return answer(400, error.reason, error.message);
        // 403 tells a server that forwards others' activities not to send this one again.
        case 'not-ours-to-say':
            return answer(403, error.reason, 'this is not for the signer to say');
        case 'suspended':
            return answer(403, error.reason, 'this server does not listen to the signer');
        default:
            return answer(202, error.reason);
    }
}

function answer(status: number, outcome: string, error?: string): Response {
    countInbound(outcome);
    if (error === undefined) return new Response(null, { status });
    // Whoever is refused for want of a good signature is told what is asked for (RFC 9110, 11.6.1).
    const headers = status === 401 ? { 'WWW-Authenticate': CHALLENGE } : undefined;
    return Response.json({ error }, { status, headers });
}
