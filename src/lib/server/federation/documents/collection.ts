/** A collection as a whole: how many there are, and where its pages begin. */
export function collectionDocument(id: string, totalItems: number, { paged = true } = {}) {
    return {
        id,
        type: 'OrderedCollection',
        totalItems,
        ...(paged && totalItems > 0 && { first: `${id}?page=true` }),
    };
}

/** One page. `cursor` is what the page was asked from, `next` what the following one is asked from. */
export function collectionPageDocument(
    collection: string,
    page: { totalItems: number; items: unknown[]; cursor: string | undefined; next: string | undefined },
) {
    const address = (maxId: string | undefined) =>
        `${collection}?page=true${maxId === undefined ? '' : `&max_id=${maxId}`}`;
    return {
        id: address(page.cursor),
        type: 'OrderedCollectionPage',
        partOf: collection,
        totalItems: page.totalItems,
        orderedItems: page.items,
        ...(page.next !== undefined && { next: address(page.next) }),
    };
}
