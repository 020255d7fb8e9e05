import { createHash, timingSafeEqual } from 'node:crypto';
import { config } from '$lib/server/config';
import { registry } from '$lib/server/metrics';
import type { RequestHandler } from './$types';

/** For Prometheus, with `ATOLL_METRICS_TOKEN` as Bearer token. Without that setting there is nothing here. */
export const GET: RequestHandler = async ({ request }) => {
    const { metricsToken } = config();
    if (!metricsToken) return new Response('Not found\n', { status: 404 });
    const given = request.headers.get('authorization') ?? '';
    if (!same(given, `Bearer ${metricsToken}`))
        return new Response('The metrics token is needed\n', {
            status: 401,
            headers: { 'WWW-Authenticate': 'Bearer realm="metrics"' },
        });
    return new Response(await registry.metrics(), {
        headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' },
    });
};

function same(one: string, other: string): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(one), digest(other));
}
