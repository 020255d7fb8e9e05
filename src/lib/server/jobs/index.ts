export { countJobs, DEAD_LETTERS, enqueue, runJobs, startJobs, stopJobs } from './queue';
export type { JobKind, JobKinds, JobOptions } from './queue';
