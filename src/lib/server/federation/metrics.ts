import { Counter } from 'prom-client';
import { registry } from '../metrics';

function counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    // During development this module is read again after an edit; the registry is not.
    registry.removeSingleMetric(name);
    return new Counter({ name, help, labelNames, registers: [registry] });
}

const inbound = counter(
    'atoll_inbound_activities_total',
    'Activities received, by what became of them at the door',
    ['outcome'],
);
const handled = counter(
    'atoll_handled_activities_total',
    'Activities worked on, by type and by what became of them',
    ['type', 'outcome'],
);
const deliveries = counter(
    'atoll_deliveries_total',
    'Attempts to deliver an activity to one inbox, by what became of them',
    ['outcome'],
);

/** Counts an activity by what became of it at the door. */
export const countInbound = (outcome: string) => inbound.inc({ outcome });

/** Counts an activity that was worked on. */
export const countHandled = (type: string, outcome: string) => handled.inc({ type, outcome });

/** Counts an attempt to deliver. */
export const countDelivery = (outcome: string) => deliveries.inc({ outcome });
