import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';

/** There is none of any year. https://docs.joinmastodon.org/methods/annual_reports/ */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, () => {
    throw new NotFound();
});
