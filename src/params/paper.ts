import type { ParamMatcher } from '@sveltejs/kit';

/** What a community has written down for everybody who comes. */
export const match = ((param): param is 'privacy' | 'terms' =>
    param === 'privacy' || param === 'terms') satisfies ParamMatcher;
