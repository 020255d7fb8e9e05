import { counterOf, durationOf } from '../../metrics';

const deliveries = counterOf(
    'atoll_deliveries_total',
    'Attempts to deliver an activity to one inbox, by what became of them',
    ['outcome'],
);

/** Counts an attempt to deliver. */
export const countDelivery = (outcome: string) => deliveries.inc({ outcome });

/** How long it takes to find what is due and to take it on. */
export const claimDuration = durationOf(
    'atoll_delivery_claim_seconds',
    'Duration of one look for deliveries that are due, in seconds',
);
