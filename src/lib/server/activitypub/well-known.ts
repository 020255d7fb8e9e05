import { config } from '../config';
import { OutboundError } from './outbound-error';
import { outboundFetch, type OutboundResponse } from './outbound-fetch';

/** Whom this server speaks to; throws for anybody else. */
export type Admission = (target: URL) => Promise<void>;

const MAX_BYTES = 100_000;

/**
 * Asks a host for one of the JSON documents that stand at a known place. `path` begins with the host.
 * @throws OutboundError
 */
export async function fetchWellKnown(
    path: string,
    { accept, admit }: { accept: string; admit: Admission | undefined },
): Promise<OutboundResponse> {
    const request = { headers: { accept }, maxBytes: MAX_BYTES, accepts: isJson, admit };
    try {
        return await outboundFetch(`https://${path}`, request);
    } catch (error) {
        const mayBePlain =
            config().federationHttp && error instanceof OutboundError && error.reason === 'network';
        if (!mayBePlain) throw error;
        return outboundFetch(`http://${path}`, request);
    }
}

/** Whether a content type is JSON, or something that is written in it. */
export const isJson = (type: string) => /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i.test(type);
