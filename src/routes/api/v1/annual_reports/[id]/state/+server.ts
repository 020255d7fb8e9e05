import { endpoint } from '$lib/server/http';

/** Of no year can one be had. https://docs.joinmastodon.org/methods/annual_reports/ */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, () => ({ state: 'ineligible' }));
