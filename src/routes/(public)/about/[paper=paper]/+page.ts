import { getPrivacyPolicy, getTermsOfService } from '$lib/client/api/instance';
import { asPageError } from '$lib/components/shell/as-page-error';
import type { PageLoad } from './$types';

/** One of the community's papers; those it has not written are not there. */
export const load: PageLoad = async ({ fetch, params }) => {
    const paper = params.paper === 'terms' ? ('terms' as const) : ('privacy' as const);
    if (paper === 'privacy') {
        const { content, updated_at } = await getPrivacyPolicy(fetch).catch(asPageError);
        return { paper, content, since: content ? updated_at : null };
    }
    const { content, effective_date } = await getTermsOfService(fetch).catch(asPageError);
    return { paper, content, since: effective_date };
};
