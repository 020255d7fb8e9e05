import { getExtendedDescription, getInstance } from '$lib/client/api/instance';
import type { PageLoad } from './$types';

/** The community's own words about itself; it may have none yet. */
export const load: PageLoad = async ({ fetch }) => {
    const [community, extended] = await Promise.all([
        getInstance(fetch),
        getExtendedDescription(fetch).catch(() => null),
    ]);
    return { community, extended: extended?.content ?? '' };
};
