import type { Handle } from '@sveltejs/kit';
import { config } from '../../config';
import { isMachinePath } from './machine-path';

/** One year. */
const HSTS = 'max-age=31536000';

/**
 * What every answer says about how to treat it. The content policy of pages is Kit's (`svelte.config.js`); an answer for
 * programs allows nothing at all, should somebody open it as a page. `same-origin` as referrer policy keeps addresses
 * from other sites and still tells this one, on plain http, who asks.
 */
export const securityHeaders: Handle = async ({ event, resolve }) => {
    const response = await resolve(event);
    const defaults: Record<string, string> = {
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'same-origin',
        'X-Frame-Options': 'DENY',
    };
    if (config().origin.startsWith('https:')) defaults['Strict-Transport-Security'] = HSTS;
    if (isMachinePath(event.url.pathname))
        defaults['Content-Security-Policy'] = "default-src 'none'; frame-ancestors 'none'";
    for (const [name, value] of Object.entries(defaults))
        if (!response.headers.has(name)) response.headers.set(name, value);
    return response;
};
