import type { ParamMatcher } from '@sveltejs/kit';

const GATHERINGS = ['favourites', 'boosts', 'quotes', 'reactions'] as const;
export type Gathering = (typeof GATHERINGS)[number];

/** What can be listed of those who met a post. */
export const match = ((param): param is Gathering =>
    (GATHERINGS as readonly string[]).includes(param)) satisfies ParamMatcher;
