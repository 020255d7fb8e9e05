import type { Database } from '../../db';
import { readHandle } from '../accounts';
import type { Actor } from '../users';
import { discovery } from './discovery';
import { resolveAddress, resolvePerson } from './resolve-address';

/** The kinds of things that can be found. */
export const SEARCHED = ['accounts', 'hashtags', 'statuses'] as const;

export interface SearchQuery {
    text: string;
    /** Only this kind; without it all three, and no offset. */
    only?: (typeof SEARCHED)[number];
    limit: number;
    offset: number;
    /** Ask other servers for what an address or a handle names and is unknown here. */
    resolve: boolean;
    /** Only people the viewer follows. */
    following: boolean;
    /** Only hashtags a moderator has looked at. */
    reviewed: boolean;
    /** Only posts of this author, and between these ids. */
    authorId?: string;
    aboveId?: string;
    belowId?: string;
}

/** What was found, best first: ids, and of hashtags the names. */
export interface Findings {
    accountIds: string[];
    statusIds: string[];
    hashtags: string[];
}

const NOTHING: Findings = { accountIds: [], statusIds: [], hashtags: [] };

/**
 * Searches for people, hashtags and posts by what was typed, and for whatever an address leads to. Posts are found by
 * members alone: whoever consents to be found by words consents to be found by people.
 */
export async function search(db: Database, viewer: Actor | null, query: SearchQuery): Promise<Findings> {
    const text = query.text.trim();
    if (text === '') return NOTHING;
    const wants = (kind: SearchQuery['only']) => query.only === undefined || query.only === kind;
    if (/^https?:\/\//i.test(text)) return searchAddress(db, viewer, text, query);
    const [accountIds, hashtags, statusIds] = await Promise.all([
        wants('accounts') && !text.startsWith('#') ? searchPeople(db, viewer, { ...query, text }) : [],
        wants('hashtags') && !text.includes('@') ? discovery().findHashtags(db, { ...query, text }) : [],
        wants('statuses') && viewer ? discovery().findStatuses(db, viewer, { ...query, text }) : [],
    ]);
    return { accountIds, hashtags, statusIds };
}

/** People by handle or name, best first. With `resolve` the server of a full handle is asked for who is unknown. */
export async function searchPeople(
    db: Database,
    viewer: Actor | null,
    query: Pick<SearchQuery, 'text' | 'limit' | 'offset' | 'resolve' | 'following'>,
): Promise<string[]> {
    const handle = query.text.includes('@', 1) ? readHandle(query.text) : undefined;
    if (handle && query.resolve && query.offset === 0) await resolvePerson(db, handle);
    return discovery().findPeople(db, viewer, query);
}

async function searchAddress(
    db: Database,
    viewer: Actor | null,
    address: string,
    { only, resolve, offset }: SearchQuery,
): Promise<Findings> {
    if (offset > 0 || only === 'hashtags') return NOTHING;
    const found = await resolveAddress(db, viewer, address, { fetch: resolve });
    if (!found) return NOTHING;
    if ('accountId' in found)
        return only === 'statuses' ? NOTHING : { ...NOTHING, accountIds: [found.accountId] };
    return only === 'accounts' ? NOTHING : { ...NOTHING, statusIds: [found.statusId] };
}
