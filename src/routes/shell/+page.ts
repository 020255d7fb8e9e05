/**
 * The page without a page: built once, kept by the service worker, and answered for every address of the app. Kit's
 * router then goes where the address says.
 */
export const prerender = true;
export const ssr = false;
export const csr = true;
