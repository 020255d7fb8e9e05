import { counterOf } from '../../metrics';

const inbound = counterOf(
    'atoll_inbound_activities_total',
    'Activities received, by what became of them at the door',
    ['outcome'],
);
const handled = counterOf(
    'atoll_handled_activities_total',
    'Activities worked on, by type and by what became of them',
    ['type', 'outcome'],
);

/** Counts an activity by what became of it at the door. */
export const countInbound = (outcome: string) => inbound.inc({ outcome });

/** Counts an activity that was worked on. */
export const countHandled = (type: string, outcome: string) => handled.inc({ type, outcome });
