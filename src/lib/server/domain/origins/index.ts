export { askForProfile, BACKFILLS, backfillJob } from './back-fill';
export { checkThread, type ThreadCheck } from './check-thread';
export { ORPHANS, orphanJob, type Orphan } from './find-parent';
export { findThreadRefresh, THREAD_REFRESHES, threadRefreshJob, type ThreadRefresh } from './refresh-thread';
