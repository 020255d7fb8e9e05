import { announcementEndJob, ENDING_ANNOUNCEMENTS } from './domain/announcements';
import { LINK_CHECKS, linkCheckJob } from './domain/accounts';
import { pushJob, PUSHES } from './effects/push-job';
import {
    BACKFILLS,
    backfillJob,
    ORPHANS,
    orphanJob,
    THREAD_REFRESHES,
    threadRefreshJob,
} from './domain/origins';
import { INBOUND, introductionJob, INTRODUCTIONS } from './domain/neighbours';
import { QUOTES, quoteJob } from './domain/quotes';
import {
    FOLLOWER_CHECKS,
    followerCheckJob,
    MOVED_TIES,
    movedTiesJob,
    SUSPENDED_TIES,
    suspendedTiesJob,
} from './domain/relationships';
import { PREVIEWS, previewStatus } from './domain/previews';
import { DISCARDED, discardJob, FILMS } from './domain/media';
import { SCHEDULED, scheduledJob } from './domain/compositions';
import { filmJob } from './effects/film-job';
import { effectJob, EFFECTS, factJob } from './effects/run-effects';
import { FACTS } from './events';
import { mailJob } from './effects/send-letter';
import { FORWARDED, forwardedJob, INBOUND_ASKING, inboundAskingJob, inboundJob } from './federation';
import { choreJobs } from './chores';
import type { JobKinds } from './jobs';
import { pollJobs } from './poll-jobs';
import { MAILS } from './mail';

/** Every kind of background work this server does, by the name of its queue. */
export const jobKinds: JobKinds = {
    [FACTS]: factJob,
    [EFFECTS]: effectJob,
    [PUSHES]: pushJob,
    [LINK_CHECKS]: linkCheckJob,
    [INBOUND]: inboundJob,
    [INBOUND_ASKING]: inboundAskingJob,
    [FORWARDED]: forwardedJob,
    [INTRODUCTIONS]: introductionJob,
    [ORPHANS]: orphanJob,
    [THREAD_REFRESHES]: threadRefreshJob,
    [BACKFILLS]: backfillJob,
    [FOLLOWER_CHECKS]: followerCheckJob,
    [MOVED_TIES]: movedTiesJob,
    [SUSPENDED_TIES]: suspendedTiesJob,
    ...pollJobs,
    [QUOTES]: quoteJob,
    [PREVIEWS]: { batch: 10, retries: 3, retryDelay: 30, run: previewStatus },
    [MAILS]: mailJob,
    [SCHEDULED]: scheduledJob,
    [DISCARDED]: discardJob,
    [FILMS]: filmJob,
    [ENDING_ANNOUNCEMENTS]: announcementEndJob,
    ...choreJobs,
};
