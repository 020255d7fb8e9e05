import { getContext, setContext } from 'svelte';
import type { FilterContext } from '$lib/mastodon-api/entities';

const KEY = Symbol('filter context');

/** Says for all posts below which of the reader's filters apply to them. */
export function provideFilterContext(context: () => FilterContext): void {
    setContext(KEY, context);
}

/** Which filters apply here; undefined where none do. To be asked for while a component begins. */
export function filterContext(): () => FilterContext | undefined {
    return getContext<(() => FilterContext) | undefined>(KEY) ?? (() => undefined);
}
