import type { Handle } from '@sveltejs/kit';

/** What the client's requests read of an answer: the next page, and when one may ask again. */
const READ = /^(?:link|retry-after|x-ratelimit-(?:remaining|reset))$/;

/**
 * What pages asked the API for while they were rendered is handed to the browser with the headers that are read there.
 * Kit fails a page that reads any other.
 */
export const pageData: Handle = ({ event, resolve }) =>
    resolve(event, { filterSerializedResponseHeaders: (name) => READ.test(name) });
