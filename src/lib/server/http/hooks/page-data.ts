import type { Handle } from '@sveltejs/kit';

/** What pages asked the API for while they were rendered is handed to the browser, with the `Link` to the next page. */
export const pageData: Handle = ({ event, resolve }) =>
    resolve(event, { filterSerializedResponseHeaders: (name) => name === 'link' });
