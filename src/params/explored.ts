import type { ParamMatcher } from '@sveltejs/kit';
import { EXPLORED, type Explored } from '$lib/components/search/explored';

/** A part of what can be explored. */
export const match = ((param): param is Explored =>
    EXPLORED.some((name) => name === param)) satisfies ParamMatcher;
