/** Wakes whoever delivers: something is owed, or due, that was not. */
export const DELIVERIES_CHANNEL = 'atoll_deliveries';
