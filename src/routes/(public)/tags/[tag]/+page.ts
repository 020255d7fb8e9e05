import { getTagTimeline } from '$lib/client/api/timelines';
import { isMember } from '$lib/client/stores/me.svelte';
import { asPageError } from '$lib/components/shell/as-page-error';
import type { PageLoad } from './$types';

const PAGE = 20;

export const load: PageLoad = async ({ fetch, params, url }) => {
    const { tag } = params;
    if (isMember()) {
        const { default: Member } = await import('$lib/components/timeline/TagFeed.svelte');
        return { Member, tag };
    }
    const max_id = url.searchParams.get('max_id') ?? undefined;
    const { items: statuses } = await getTagTimeline(fetch, tag, { limit: PAGE, max_id }).catch(asPageError);
    const last = statuses.length === PAGE ? statuses.at(-1) : undefined;
    return { tag, statuses, older: last ? `?max_id=${last.id}` : null };
};
