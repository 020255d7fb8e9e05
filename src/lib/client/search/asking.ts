/** What may be looked for among what the device keeps. */
export type SearchKind = 'account' | 'tag' | 'status' | 'notification';

export const EVERYTHING: readonly SearchKind[] = ['account', 'tag', 'status', 'notification'];

/** What a query is about, as its first sign says: `@` people, `#` hashtags and their posts. */
export function kindsFor(query: string): readonly SearchKind[] {
    if (/^@[^\s@]+$/.test(query)) return ['account'];
    return /^[#＃]\S+$/u.test(query) ? ['tag', 'status'] : EVERYTHING;
}

/** A question to the searcher. */
export type Question =
    | { ask: 'search'; query: string; kinds: readonly SearchKind[]; limit: number }
    | { ask: 'accounts'; prefix: string; limit: number }
    | { ask: 'tags'; prefix: string; limit: number }
    /** Only reads what is kept, so that the next question is answered at once. */
    | { ask: 'prepare' }
    /** Posts that were edited since they were kept. */
    | { ask: 'reread'; ids: readonly string[] };

/** What was found, best first, by id. */
export interface Found {
    accountIds: string[];
    tags: string[];
    statusIds: string[];
    /** Groups of notifications, by the key the device keeps them under. */
    notificationIds: string[];
}

export const NOTHING: Found = { accountIds: [], tags: [], statusIds: [], notificationIds: [] };

/** How questions travel to the worker and answers come back. */
export interface Envelope {
    number: number;
    accountId: string;
    question: Question;
}

export interface Reply {
    number: number;
    /** Null where the device could not be read. */
    found: Found | null;
}
