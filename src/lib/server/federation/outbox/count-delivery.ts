import { counterOf } from '../../metrics';

const deliveries = counterOf(
    'atoll_deliveries_total',
    'Attempts to deliver an activity to one inbox, by what became of them',
    ['outcome'],
);

/** Counts an attempt to deliver. */
export const countDelivery = (outcome: string) => deliveries.inc({ outcome });
