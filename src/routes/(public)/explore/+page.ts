import { getPublicTimeline } from '$lib/client/api/timelines';
import { isMember } from '$lib/client/stores/me.svelte';
import { asPageError } from '$lib/components/shell/as-page-error';
import type { PageLoad } from './$types';

const PAGE = 20;

export const load: PageLoad = async ({ fetch, url }) => {
    if (isMember()) {
        const { default: Member } = await import('$lib/components/search/Explore.svelte');
        return { Member };
    }
    const max_id = url.searchParams.get('max_id') ?? undefined;
    const { items: statuses } = await getPublicTimeline(fetch, { local: true, limit: PAGE, max_id }).catch(
        asPageError,
    );
    const last = statuses.length === PAGE ? statuses.at(-1) : undefined;
    return { statuses, older: last ? `?max_id=${last.id}` : null };
};
