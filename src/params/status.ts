import type { ParamMatcher } from '@sveltejs/kit';

/** The id of a status: decimal, of at most 64 bits. */
export const match = ((param): param is string => /^\d{1,20}$/.test(param)) satisfies ParamMatcher;
