/** A collection as a whole: how many there are, and where its pages begin. */
export function collectionDocument(id: string, totalItems: number, { paged = true } = {}) {
    return {
        id,
        type: 'OrderedCollection',
        totalItems,
        ...(paged && totalItems > 0 && { first: `${id}?page=true` }),
    };
}

/**
 * One page. `cursor` is what the page was asked from, `next` what the following one is asked from: the oldest item above, or
 * the newest where they go forward (`by: 'min_id'`).
 */
export function collectionPageDocument(
    collection: string,
    page: {
        totalItems: number;
        items: unknown[];
        cursor: string | undefined;
        next: string | undefined;
        by?: 'max_id' | 'min_id';
    },
) {
    const address = (id: string | undefined) =>
        `${collection}?page=true${id === undefined ? '' : `&${page.by ?? 'max_id'}=${id}`}`;
    return {
        id: address(page.cursor),
        type: 'OrderedCollectionPage',
        partOf: collection,
        totalItems: page.totalItems,
        orderedItems: page.items,
        ...(page.next !== undefined && { next: address(page.next) }),
    };
}
