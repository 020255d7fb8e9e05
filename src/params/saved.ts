import type { ParamMatcher } from '@sveltejs/kit';

/** What a member keeps of others' posts. */
export const match = ((param): param is 'bookmarks' | 'favourites' =>
    param === 'bookmarks' || param === 'favourites') satisfies ParamMatcher;
