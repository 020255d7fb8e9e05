/** The pages beside the one that was answered, as absolute addresses. */
export interface PageLinks {
    /** Older items: carries `max_id` (or `offset`). */
    next?: string;
    /** Newer items: carries `min_id`. */
    prev?: string;
}

/** Writes the `Link` header of RFC 8288 in the form Mastodon clients expect; null when there is nothing to link. */
export function formatLinkHeader(links: PageLinks): string | null {
    const parts = [];
    if (links.next) parts.push(`<${links.next}>; rel="next"`);
    if (links.prev) parts.push(`<${links.prev}>; rel="prev"`);
    return parts.length > 0 ? parts.join(', ') : null;
}

// One link: a target in angle brackets (which may hold commas and semicolons), then its parameters.
const LINK = /<([^<>]*)>((?:\s*;\s*[^\s;,="]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]*))?)*)/g;
const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/i;

/** Reads a `Link` header. Unknown relations and anything malformed are passed over. */
export function parseLinkHeader(header: string | null | undefined): PageLinks {
    const links: PageLinks = {};
    for (const [, target, parameters] of (header ?? '').matchAll(LINK)) {
        const rel = REL.exec(parameters ?? '');
        for (const relation of (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/))
            if (target && (relation === 'next' || relation === 'prev')) links[relation] ??= target;
    }
    return links;
}
