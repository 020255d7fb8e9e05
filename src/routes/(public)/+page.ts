import { getPublicTimeline } from '$lib/client/api/timelines';
import type { PageLoad } from './$types';

const SHOWN = 5;

/** A few of the newest public posts, to show that somebody lives here. A closed timeline shows none. */
export const load: PageLoad = async ({ fetch }) => {
    const latest = await getPublicTimeline(fetch, { local: true, limit: SHOWN }).catch(() => null);
    return { latest: latest?.items ?? [] };
};
