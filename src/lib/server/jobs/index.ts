export {
    countJobs,
    retryDeadJobs,
    DEAD_LETTERS,
    enqueue,
    quietJobs,
    runJobs,
    startJobs,
    stopJobs,
} from './queue';
export type { JobKind, JobKinds, JobOptions } from './queue';
