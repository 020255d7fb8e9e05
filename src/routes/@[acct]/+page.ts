import { getAccountStatuses, lookupAccount } from '$lib/client/api/accounts';
import { isMember } from '$lib/client/stores/me.svelte';
import { asPageError } from '$lib/components/shell/as-page-error';
import type { PageLoad } from './$types';

const PAGE = 20;

/** Members read profiles from their device and the API; guests get the posts with the page. */
export const load: PageLoad = async ({ fetch, params, url }) => {
    if (isMember()) {
        const { default: Member } = await import('$lib/components/account/MemberProfile.svelte');
        return { Member, acct: params.acct };
    }
    const { default: Guest } = await import('$lib/components/account/GuestProfile.svelte');
    const account = await lookupAccount(fetch, params.acct).catch(asPageError);
    const max_id = url.searchParams.get('max_id') ?? undefined;
    const { items: statuses } = await getAccountStatuses(fetch, account.id, {
        exclude_replies: true,
        limit: PAGE,
        max_id,
    }).catch(asPageError);
    const last = statuses.length === PAGE ? statuses.at(-1) : undefined;
    return { Guest, account, statuses, older: last ? `?max_id=${last.id}` : null };
};
