import { database } from '$lib/server/db';
import { instanceState } from '$lib/server/domain/instance';
import type { RequestHandler } from './$types';

/** The community's own style. Its address says which version of it, so that it is kept. */
export const GET: RequestHandler = async ({ url }) => {
    const { settings } = await instanceState(database());
    return new Response(settings.customCss, {
        headers: {
            'Content-Type': 'text/css; charset=utf-8',
            'Cache-Control': url.searchParams.has('v') ? 'public, max-age=31536000, immutable' : 'no-cache',
            'X-Content-Type-Options': 'nosniff',
        },
    });
};
