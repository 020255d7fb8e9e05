import { effectJob, EFFECTS, factJob } from './effects/run-effects';
import { FACTS } from './events';
import { FORWARDED, forwardedJob, INBOUND, inboundJob } from './federation';
import type { JobKinds } from './jobs';

/** Every kind of background work this server does, by the name of its queue. */
export const jobKinds: JobKinds = {
    [FACTS]: factJob,
    [EFFECTS]: effectJob,
    [INBOUND]: inboundJob,
    [FORWARDED]: forwardedJob,
};
