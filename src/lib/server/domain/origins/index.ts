export { askForProfile, BACKFILLS, backfillJob } from './back-fill';
export { ORPHANS, orphanJob, type Orphan } from './find-parent';
export {
    askForAnswers,
    findThreadRefresh,
    THREAD_REFRESHES,
    threadRefreshJob,
    type ThreadRefresh,
} from './refresh-thread';
