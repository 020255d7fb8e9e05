import { fetchDocument, type FetchSigner } from './fetch-document';
import { addressOf, countOf, idOf, isObject, type Json } from './untrusted';

/** More than this no page is read of; nobody's pages are longer. */
const MOST_A_PAGE = 5_000;

/** What a collection tells of itself, and the items that were read of it. */
export interface CollectionRecord {
    /** How many there are, by its origin. */
    total: number | undefined;
    items: unknown[];
    /** Nothing was left out. */
    isWhole: boolean;
}

/**
 * Reads a collection at its origin, page after page, as long as pages are of that origin and none comes twice. At most
 * `pages` of them and `items` items; with no pages wanted, what the collection tells of itself is all.
 * @throws DocumentRefused, OutboundError for the collection; a page that cannot be had is the end.
 */
export async function readCollection(
    address: string,
    signer: FetchSigner,
    limits: { pages: number; items: number },
): Promise<CollectionRecord> {
    const collection = await fetchDocument(address, signer);
    const items = itemsOf(collection);
    const seen = new Set([address]);
    let next = pageOf(collection.first) ?? pageOf(collection.next);
    for (let page = 0; next && page < limits.pages && items.length < limits.items; page++) {
        const read = await readPage(next, { signer, seen, origin: new URL(address).origin });
        if (!read) break;
        items.push(...itemsOf(read));
        next = pageOf(read.next);
    }
    const isWhole = next === undefined && items.length <= limits.items;
    return { total: countOf(collection.totalItems), items: items.slice(0, limits.items), isWhole };
}

/** A page that lies in the document, or the address of one. */
function pageOf(value: unknown): Json | string | undefined {
    return isObject(value) && (value.items ?? value.orderedItems ?? value.next) !== undefined
        ? value
        : idOf(value);
}

async function readPage(
    page: Json | string,
    { signer, seen, origin }: { signer: FetchSigner; seen: Set<string>; origin: string },
): Promise<Json | undefined> {
    if (typeof page !== 'string') return page;
    if (!addressOf(page) || new URL(page).origin !== origin || seen.has(page)) return undefined;
    seen.add(page);
    return fetchDocument(page, signer).catch(() => undefined);
}

function itemsOf(json: Json): unknown[] {
    const items = json.orderedItems ?? json.items;
    return Array.isArray(items) ? items.slice(0, MOST_A_PAGE) : items === undefined ? [] : [items];
}
