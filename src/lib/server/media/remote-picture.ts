import { LRUCache } from 'lru-cache';
import { OutboundError } from '../activitypub/outbound-error';
import { outboundFetch } from '../activitypub/outbound-fetch';
import { NotFound } from '../errors';
import { pictureType } from './picture-type';

/** A picture of another server, as its bytes say. */
export interface RemotePicture {
    type: string;
    bytes: Buffer;
}

const LARGEST_BYTES = 8_000_000;
const DEADLINE = 20_000;
/** All pictures kept in memory together. Browsers keep what they saw for a week. */
const KEPT_BYTES = 64_000_000;
/** What could not be had is not asked for again before this, in milliseconds. */
const FORGET_FAILURE = 300_000;

const kept = new LRUCache<string, RemotePicture>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
});
const failed = new LRUCache<string, true>({ max: 10_000, ttl: FORGET_FAILURE });
const underWay = new Map<string, Promise<RemotePicture>>();

/**
 * The picture at a remote address, fetched once for all who ask at the same time.
 * @throws NotFound where there is none that may be shown.
 */
export async function remotePicture(url: string): Promise<RemotePicture> {
    const known = kept.get(url);
    if (known) return known;
    if (failed.has(url)) throw new NotFound();
    let fetching = underWay.get(url);
    if (!fetching) underWay.set(url, (fetching = fetchPicture(url).finally(() => underWay.delete(url))));
    return fetching;
}

async function fetchPicture(url: string): Promise<RemotePicture> {
    try {
        const { status, body } = await outboundFetch(url, { maxBytes: LARGEST_BYTES, deadline: DEADLINE });
        const type = status === 200 ? pictureType(body) : undefined;
        if (!type) throw new NotFound();
        const picture = { type, bytes: body };
        kept.set(url, picture);
        return picture;
    } catch (error) {
        failed.set(url, true);
        if (error instanceof OutboundError) throw new NotFound(undefined, error);
        throw error;
    }
}
