import { redirect } from '@sveltejs/kit';

/** The rules stand among what there is to know of the community. */
export function load(): never {
    redirect(308, '/about#rules');
}
