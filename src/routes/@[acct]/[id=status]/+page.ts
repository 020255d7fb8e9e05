import { error, redirect } from '@sveltejs/kit';
import { getContext, getStatus } from '$lib/client/api/statuses';
import { isMember } from '$lib/client/stores/me.svelte';
import { asPageError } from '$lib/components/shell/as-page-error';
import type { PageLoad } from './$types';

/** One post with what came before and after it. Guests get it with the page. */
export const load: PageLoad = async ({ fetch, params }) => {
    if (isMember()) {
        const { default: Member } = await import('$lib/components/status/MemberThread.svelte');
        return { Member, id: params.id };
    }
    const { default: Guest } = await import('$lib/components/status/GuestThread.svelte');
    const status = await getStatus(fetch, params.id).catch(asPageError);
    // Nobody may put a post under somebody else's name by changing the address.
    if (status.reblog) error(404);
    if (status.account.acct !== params.acct) redirect(307, `/@${status.account.acct}/${status.id}`);
    const context = await getContext(fetch, params.id).catch(asPageError);
    return { Guest, status, context };
};
