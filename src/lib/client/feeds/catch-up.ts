import type { Account, PreviewCard, Status } from '$lib/mastodon-api/entities';

/** By what kind of post a catch-up is narrowed. */
export type PostKind = 'originals' | 'replies' | 'boosts' | 'media' | 'links';

export const POST_KINDS: readonly PostKind[] = ['originals', 'replies', 'boosts', 'media', 'links'];

/** A link and who brought it. */
export interface SharedLink {
    card: PreviewCard;
    sharers: Account[];
}

/** What a stretch of the home timeline was about. */
export interface CatchUpSummary {
    posts: number;
    conversations: number;
    withMedia: number;
    /** Shared by two or more, the most shared first. */
    links: SharedLink[];
    /** Who posted and boosted, the most active first. */
    authors: { account: Account; count: number }[];
}

const contentOf = (entry: Status) => entry.reblog ?? entry;

export function isOfKind(entry: Status, kind: PostKind): boolean {
    const status = contentOf(entry);
    switch (kind) {
        case 'originals':
            return !entry.reblog && !entry.in_reply_to_id;
        case 'replies':
            return !entry.reblog && entry.in_reply_to_id !== null;
        case 'boosts':
            return Boolean(entry.reblog);
        case 'media':
            return status.media_attachments.length > 0;
        case 'links':
            return Boolean(status.card);
    }
}

/** What these entries of a timeline were about. */
export function summarise(entries: readonly Status[]): CatchUpSummary {
    const authors = new Map<string, { account: Account; count: number }>();
    const links = new Map<string, { card: PreviewCard; sharers: Map<string, Account> }>();
    for (const entry of entries) {
        const author = authors.get(entry.account.id) ?? { account: entry.account, count: 0 };
        authors.set(entry.account.id, { ...author, count: author.count + 1 });
        const { card } = contentOf(entry);
        if (!card) continue;
        const link = links.get(card.url) ?? { card, sharers: new Map<string, Account>() };
        link.sharers.set(entry.account.id, entry.account);
        links.set(card.url, link);
    }
    return {
        posts: entries.length,
        conversations: countConversations(entries),
        withMedia: entries.filter((entry) => isOfKind(entry, 'media')).length,
        links: [...links.values()]
            .filter(({ sharers }) => sharers.size > 1)
            .map(({ card, sharers }) => ({ card, sharers: [...sharers.values()] }))
            .sort((a, b) => b.sharers.length - a.sharers.length),
        authors: [...authors.values()].sort((a, b) => b.count - a.count),
    };
}

/** Threads of which at least one answer is among the entries; answers to the same post are one conversation. */
function countConversations(entries: readonly Status[]): number {
    const parents = new Map<string, string>();
    for (const { id, in_reply_to_id } of entries.map(contentOf))
        if (in_reply_to_id) parents.set(id, in_reply_to_id);
    const beginning = (id: string): string => {
        const seen = new Set<string>();
        for (let up = parents.get(id); up !== undefined && !seen.has(id); up = parents.get(id)) {
            seen.add(id);
            id = up;
        }
        return id;
    };
    return new Set([...parents.keys()].map(beginning)).size;
}

/** Narrowed to one kind, one author and one link; null asks for all. Each post once, however often it was boosted. */
export function narrow(
    entries: readonly Status[],
    by: { kind: PostKind | null; authorId: string | null; url: string | null },
): Status[] {
    const met = new Set<string>();
    return entries.filter((entry) => {
        if (by.kind && !isOfKind(entry, by.kind)) return false;
        if (by.authorId && entry.account.id !== by.authorId) return false;
        const { id, card } = contentOf(entry);
        if (by.url && card?.url !== by.url) return false;
        if (met.has(id)) return false;
        met.add(id);
        return true;
    });
}

/** A boost by somebody the reader follows says more than one by a stranger. */
const BOOST_OF_A_FRIEND = 10;

/** The posts that moved people most first, those that friends boosted above all. */
export function byEcho(entries: readonly Status[]): Status[] {
    const boosts = new Map<string, number>();
    for (const { reblog } of entries) if (reblog) boosts.set(reblog.id, (boosts.get(reblog.id) ?? 0) + 1);
    const echo = (entry: Status) => {
        const { id, favourites_count, reblogs_count, replies_count } = contentOf(entry);
        return (
            favourites_count + 2 * reblogs_count + replies_count + BOOST_OF_A_FRIEND * (boosts.get(id) ?? 0)
        );
    };
    return entries.toSorted((a, b) => echo(b) - echo(a));
}
