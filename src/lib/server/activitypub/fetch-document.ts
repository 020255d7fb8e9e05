import { signRequest } from './http-signature';
import { outboundFetch } from './outbound-fetch';
import { readJsonObject } from './read-json';
import { addressOf, DocumentRefused, type Json } from './untrusted';
import { ACCEPT_ACTIVITY, isActivityType } from './vocabulary';

/** Who signs a fetch, so that servers which answer nobody unknown answer us. */
export interface FetchSigner {
    keyId: string;
    privatePem: string;
    /** Whom the signer speaks to; throws where it does not. */
    admit?: (target: URL) => Promise<void>;
}

/**
 * Fetches the ActivityPub document whose id is `id`. It counts only where it says so itself and its own origin served
 * it: an address that is merely one of its names (a page, a redirect) is followed to the id that the document gives,
 * once, and must then be confirmed there.
 * @throws DocumentRefused `gone`, `unavailable`, `wrong-id` or unreadable; OutboundError
 */
export async function fetchDocument(id: string, signer: FetchSigner): Promise<Json> {
    const first = await fetchJson(id, signer);
    const claimed = addressOf(first.json.id);
    if (!claimed) throw new DocumentRefused('no-id');
    if (confirms(first, claimed, id)) return first.json;
    const second = await fetchJson(claimed, signer);
    if (confirms(second, addressOf(second.json.id), claimed)) return second.json;
    throw new DocumentRefused('wrong-id');
}

interface Answer {
    json: Json;
    url: URL;
}

function confirms({ url }: Answer, claimed: string | undefined, asked: string): boolean {
    if (!claimed) return false;
    const id = new URL(claimed);
    return id.href === new URL(asked).href && id.origin === url.origin;
}

async function fetchJson(address: string, signer: FetchSigner): Promise<Answer> {
    const { status, body, url } = await outboundFetch(address, {
        headers: { accept: ACCEPT_ACTIVITY },
        accepts: isActivityType,
        admit: signer.admit,
        sign: (target) => signRequest('draft-cavage', { method: 'GET', url: target, ...signer }),
    });
    if (status === 404 || status === 410) throw new DocumentRefused('gone');
    if (status !== 200) throw new DocumentRefused('unavailable');
    return { json: readJsonObject(body), url };
}
