import { ANNOUNCED_COUNTS, announceCounts, endPoll, refreshPoll, REFRESHED_POLLS } from './domain/polls';
import type { AnnouncedCounts, RefreshedPoll } from './domain/polls';
import { ENDING_POLLS, type EndingPoll } from './domain/statuses';
import type { JobKind, JobKinds } from './jobs';

/** What polls have done in the background. */
export const pollJobs: JobKinds = {
    [ENDING_POLLS]: {
        batch: 50,
        retries: 5,
        retryDelay: 2,
        run: (db, { pollId }) => endPoll(db, pollId),
    } satisfies JobKind<EndingPoll>,
    [ANNOUNCED_COUNTS]: {
        batch: 50,
        retries: 5,
        retryDelay: 5,
        oncePerKey: true,
        run: announceCounts,
    } satisfies JobKind<AnnouncedCounts>,
    [REFRESHED_POLLS]: {
        batch: 10,
        retries: 3,
        retryDelay: 30,
        oncePerKey: true,
        run: refreshPoll,
    } satisfies JobKind<RefreshedPoll>,
};
