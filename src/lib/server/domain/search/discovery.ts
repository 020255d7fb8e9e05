import type { Database } from '../../db';
import type { Actor } from '../users';
import { postgresDiscovery } from './postgres-discovery';

/** A search for people. */
export interface PeopleQuery {
    /** What was typed, trimmed: a handle or its beginning, or words of a name. */
    text: string;
    limit: number;
    offset: number;
    /** Only whom the viewer follows. */
    following: boolean;
}

/** A search for hashtags; `text` may begin with `#`. */
export interface HashtagQuery {
    text: string;
    limit: number;
    offset: number;
    /** Only those a moderator has looked at. */
    reviewed: boolean;
}

/** A search for posts: words, and what is said of the posts themselves. */
export interface StatusesQuery {
    /** What was typed: words, "phrases", -words, and operators such as `from:ana` or `has:media`. */
    text: string;
    /** Only of this author. */
    authorId?: string;
    /** Between these ids, both left out. */
    aboveId?: string;
    belowId?: string;
    limit: number;
    offset: number;
}

/** Finds people, hashtags and posts by what was typed. The engine behind it can be exchanged and rebuilt at any time. */
export interface Discovery {
    /**
     * Ids of people, best first: the exact handle, then whom the viewer follows, then by likeness and following.
     * Nobody suspended or not admitted, nobody the viewer blocks or is blocked by.
     */
    findPeople(db: Database, viewer: Actor | null, query: PeopleQuery): Promise<string[]>;
    /** Names of listable hashtags, best first: the exact one, then those used last. */
    findHashtags(db: Database, query: HashtagQuery): Promise<string[]>;
    /**
     * Ids of posts, newest first: public ones of authors who let themselves be searched, and what is in the viewer's
     * own library (written, liked, boosted, kept, addressed to them, voted in), as far as they may see it.
     */
    findStatuses(db: Database, viewer: Actor, query: StatusesQuery): Promise<string[]>;
}

/** The engine this community searches with. */
export function discovery(): Discovery {
    return postgresDiscovery;
}
