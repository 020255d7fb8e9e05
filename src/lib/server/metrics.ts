/** What Prometheus is told, one registry for the process. Gauges that cost a query are computed when asked. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything below is registered here; other parts of the server add their own. */
export const registry = new Registry();

// Event-loop lag, resident memory, garbage collection, open handles.
collectDefaultMetrics({ register: registry });

/** Seconds a request took, by route (never by path, which has no end of values). */
export const requestDuration = new Histogram({
    name: 'atoll_http_request_duration_seconds',
    help: 'Duration of HTTP requests in seconds',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
});

/**
 * A gauge whose values are read at the moment of asking.
 * @param read returns label values with numbers; a failure leaves the gauge empty.
 */
export function gaugeOf<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    read: () =>
        | Promise<{ labels: Record<L, string>; value: number }[]>
        | { labels: Record<L, string>; value: number }[],
): void {
    registry.removeSingleMetric(name);
    new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
            this.reset();
            for (const { labels, value } of await Promise.resolve(read()).catch(() => []))
                this.set(labels, value);
        },
    });
}

/** A counter; a module that is read anew during development finds its name free. */
export function counterOf<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
): Counter<L> {
    registry.removeSingleMetric(name);
    return new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
}

/** A histogram of seconds, from a millisecond to ten seconds; a module that is read anew finds its name free. */
export function durationOf(name: string, help: string): Histogram {
    registry.removeSingleMetric(name);
    const buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 10];
    return new Histogram({ name, help, buckets, registers: [registry] });
}
