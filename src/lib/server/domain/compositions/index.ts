export { cancelScheduled } from './cancel-scheduled';
export { findScheduled, listScheduled, type ScheduledStatus } from './list-scheduled';
export { postDueStatuses, scheduledJob, SCHEDULED } from './post-scheduled';
export { rescheduleStatus } from './reschedule-status';
export { scheduleStatus } from './schedule-status';
export { withdrawSubmission } from './withdraw-submission';
