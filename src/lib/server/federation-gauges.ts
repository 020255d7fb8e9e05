/** How federation stands, as Prometheus reads it: the same figures that `atoll federation status` prints. */
import type { Database } from './db';
import { federationStatus, type FederationStatus } from './domain/neighbours';
import { gaugeOf } from './metrics';

/** All gauges of one reading are of one moment. */
const ONE_READING_MS = 2_000;

/** Has the figures counted whenever somebody asks for the metrics. */
export function gaugeFederation(db: Database): void {
    let latest: { at: number; status: Promise<FederationStatus> } | undefined;
    const now = () => {
        if (!latest || Date.now() - latest.at > ONE_READING_MS)
            latest = { at: Date.now(), status: federationStatus(db) };
        return latest.status;
    };
    const each = (name: string, help: string, label: string, read: (status: FederationStatus) => object) =>
        gaugeOf(name, help, [label], async () =>
            Object.entries(read(await now()) as Record<string, number>).map(([key, value]) => ({
                labels: { [label]: key },
                value,
            })),
        );
    each(
        'atoll_deliveries_owed',
        'Deliveries owed to other servers, by what goes first',
        'priority',
        ({ deliveries }) => deliveries.byPriority,
    );
    gaugeOf(
        'atoll_deliveries_oldest_seconds',
        'For how long the oldest delivery that is due has been',
        [],
        async () => {
            const { oldest } = (await now()).deliveries;
            const value = oldest === null ? 0 : Math.max(0, (Date.now() - Date.parse(oldest)) / 1_000);
            return [{ labels: {}, value }];
        },
    );
    each('atoll_hosts', 'Other servers by how they answer', 'state', ({ hosts }) => ({
        reachable: hosts.known - hosts.failing - hosts.parked,
        ill: hosts.failing,
        dead: hosts.parked,
    }));
    each('atoll_domains', 'Domains by what was decided about them', 'decision', ({ domains }) => domains);
    gaugeOf('atoll_inbound_waiting', 'Activities received that wait to be worked on', [], async () => [
        { labels: {}, value: (await now()).received.waiting },
    ]);
    each(
        'atoll_dead_letters',
        'What failed at every try and waits for the operator',
        'kind',
        ({ received, deliveries, deadJobs }) => ({
            activity: received.dead,
            delivery: deliveries.dead,
            job: deadJobs,
        }),
    );
}
