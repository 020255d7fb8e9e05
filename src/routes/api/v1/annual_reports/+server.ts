import { endpoint } from '$lib/server/http';

/** No reports about a member's year are made here. https://docs.joinmastodon.org/methods/annual_reports/ */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, () => ({
    annual_reports: [],
    accounts: [],
    statuses: [],
}));
