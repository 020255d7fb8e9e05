import type { ParamMatcher } from '@sveltejs/kit';

/** What a newcomer is asked, in this order. */
export const STEPS = ['profile', 'interests', 'follow', 'install'] as const;
export type Step = (typeof STEPS)[number];

/** A step of the welcome. */
export const match = ((param): param is Step =>
    (STEPS as readonly string[]).includes(param)) satisfies ParamMatcher;
