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
    if (isSecretive(event.url.pathname)) {
        response.headers.set('Cache-Control', 'no-store');
        // The answer to a form may hold a code, and an address a secret; only the other forms' own pages need to tell
        // this site where they are.
        if (event.request.method === 'POST' || event.url.searchParams.has('token'))
            response.headers.set('Referrer-Policy', 'no-referrer');
    }
    if (event.locals.formTarget) letFormsLeadTo(response.headers, event.locals.formTarget);
    // The one page that is made for being framed says so itself.
    if (response.headers.get('Content-Security-Policy')?.includes('frame-ancestors *'))
        delete defaults['X-Frame-Options'];
    for (const [name, value] of Object.entries(defaults))
        if (!response.headers.has(name)) response.headers.set(name, value);
    return response;
};

/** Pages around passwords, codes and tokens. */
function isSecretive(path: string): boolean {
    return path.startsWith('/auth/') || path.startsWith('/oauth/');
}

/** Browsers hold `form-action` against redirects too: the consent page's form ends at the app that asked. */
function letFormsLeadTo(headers: Headers, target: string): void {
    const policy = headers.get('Content-Security-Policy');
    if (policy)
        headers.set(
            'Content-Security-Policy',
            policy.replace("form-action 'self'", `form-action 'self' ${target}`),
        );
}
