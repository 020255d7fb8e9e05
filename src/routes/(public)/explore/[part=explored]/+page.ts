import { redirect } from '@sveltejs/kit';
import { getDirectory } from '$lib/client/api/people';
import { getTrendingLinks, getTrendingTags } from '$lib/client/api/trends';
import { isMember } from '$lib/client/stores/me.svelte';
import { asPageError } from '$lib/components/shell/as-page-error';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params: { part } }) => {
    if (isMember()) {
        const { default: Member } = await import('$lib/components/search/Explore.svelte');
        return { Member, part };
    }
    // Guests meet the latest posts first.
    if (part === 'latest') redirect(307, '/explore');
    const tags = part === 'tags' ? (await getTrendingTags(fetch).catch(asPageError)).items : [];
    const links = part === 'links' ? (await getTrendingLinks(fetch).catch(asPageError)).items : [];
    const people = part === 'people' ? (await getDirectory(fetch).catch(asPageError)).items : [];
    return { part, tags, links, people };
};
