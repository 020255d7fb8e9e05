import type { ParamMatcher } from '@sveltejs/kit';

/** Whom somebody follows, or who follows them. */
export const match = ((param): param is 'followers' | 'following' =>
    param === 'followers' || param === 'following') satisfies ParamMatcher;
