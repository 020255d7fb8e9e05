import type { ParamMatcher } from '@sveltejs/kit';

/** Which public timeline: of this community, or of the rest of the fediverse. */
export const match = ((param): param is 'local' | 'remote' =>
    param === 'local' || param === 'remote') satisfies ParamMatcher;
