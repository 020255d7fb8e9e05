import { htmlToText } from '$lib/text';
import type { StatusesTerms } from '$lib/text';
import type { StoredAccount, StoredStatus } from '../database/records';
import { fold } from './words';

/** What a search may look at in a kept post. */
export interface SearchablePost {
    id: string;
    accountId: string;
    /** Milliseconds since 1970. */
    at: number;
    language: string | null;
    has: ReadonlySet<'media' | 'poll' | 'link'>;
    is: ReadonlySet<'reply' | 'sensitive'>;
    /** Their own, or marked by them in some way. */
    library: boolean;
    /** The hashtags, as they were written. */
    tags: string[];
    text: string;
    /** Descriptions of media, the choices of a poll, the title of a link. */
    beside: string;
}

/** A post as a search sees it; null for a boost, since what it boosts is kept beside it. */
export function searchablePost(stored: StoredStatus, me: string | null): SearchablePost | null {
    if (stored.boostedId) return null;
    const { entity } = stored;
    const has = new Set<'media' | 'poll' | 'link'>();
    if (entity.media_attachments.length > 0) has.add('media');
    if (entity.poll) has.add('poll');
    if (entity.card) has.add('link');
    const is = new Set<'reply' | 'sensitive'>();
    if (entity.in_reply_to_id) is.add('reply');
    if (entity.sensitive) is.add('sensitive');
    return {
        id: stored.id,
        accountId: stored.accountId,
        at: Date.parse(entity.created_at),
        language: entity.language?.toLowerCase() ?? null,
        has,
        is,
        library: Boolean(
            stored.accountId === me || entity.bookmarked || entity.favourited || entity.reblogged,
        ),
        tags: entity.tags.map(({ name }) => name),
        text: [entity.spoiler_text, htmlToText(entity.content)].filter(Boolean).join('\n'),
        beside: [
            ...entity.media_attachments.map(({ description }) => description),
            ...(entity.poll?.options.map(({ title }) => title) ?? []),
            entity.card?.title,
        ]
            .filter(Boolean)
            .join('\n'),
    };
}

/** Does a post answer to the operators of a query? `authors` are those that `from:` may mean. */
export function answersTo(
    post: SearchablePost,
    terms: StatusesTerms,
    authors: ReadonlySet<string> | null,
): boolean {
    if (authors && !authors.has(post.accountId)) return false;
    if (terms.before && post.at >= terms.before.getTime()) return false;
    if (terms.after && post.at < terms.after.getTime()) return false;
    if (terms.language && post.language !== terms.language) return false;
    if (terms.library && !post.library) return false;
    return [...terms.has].every((one) => post.has.has(one)) && [...terms.is].every((one) => post.is.has(one));
}

/** Somebody as a search sees them. */
export interface SearchablePerson {
    id: string;
    /** Small letters, as a handle is compared. */
    acct: string;
    /** The words of their name and handle, folded. */
    words: string[];
}

export function searchablePerson({ id, entity }: StoredAccount): SearchablePerson {
    const name = fold(entity.display_name).match(/[\p{L}\p{N}]+/gu) ?? [];
    return { id, acct: entity.acct.toLowerCase(), words: [fold(entity.username), ...name] };
}
