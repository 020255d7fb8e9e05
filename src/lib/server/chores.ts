import { endDuePolls } from './domain/polls';
import { checkOldLinks } from './domain/accounts';
import { forgetLostFiles } from './domain/files';
import { forgetPreviews } from './domain/previews';
import { indexMissing } from './domain/search';
import { forgetTranslations } from './domain/translations';
import { findTrends } from './domain/trends';
import { postDueStatuses } from './domain/compositions';
import { forgetOldParts } from './domain/uploads';
import { forgetUnattached, giveUpFilms } from './domain/media';
import { reconcileRemoteFiles } from './domain/remote-files';
import { forgetOldNotifications } from './domain/notifications';
import { forgetActivities } from './federation';
import { forgetDeadDeliveries } from './federation/outbox';
import { forgetIdempotencyKeys, forgetTombstones } from './domain/statuses';
import { endMutes } from './domain/relationships';
import { forgetSpentLimits } from './http/shared-limits';
import { forgetOldEvents } from './streaming/room-seq';
import {
    deleteExpiredProofs,
    deleteExpiredSessions,
    forgetMailTokens,
    forgetOldDevices,
    forgetUnconfirmed,
} from './domain/users';
import type { Database } from './db';
import type { JobKind } from './jobs';

/** Work that comes back by itself. It finds by looking what there is to do, so a missed turn is made up by the next. */
interface Chore {
    /** A cron expression in UTC; a minute is the finest. */
    cron: string;
    run(db: Database): Promise<unknown>;
}

const chores = {
    'forget-live-events': { cron: '*/10 * * * *', run: forgetOldEvents },
    'forget-expired-sessions': { cron: '17 * * * *', run: deleteExpiredSessions },
    'forget-idempotency-keys': { cron: '47 * * * *', run: forgetIdempotencyKeys },
    'forget-tombstones': { cron: '53 3 * * *', run: forgetTombstones },
    'post-due-statuses': { cron: '* * * * *', run: postDueStatuses },
    'end-due-polls': { cron: '* * * * *', run: endDuePolls },
    'forget-dead-deliveries': { cron: '13 2 * * *', run: forgetDeadDeliveries },
    'forget-activities': { cron: '7 2 * * *', run: forgetActivities },
    'forget-spent-limits': { cron: '57 * * * *', run: forgetSpentLimits },
    'forget-mail-tokens': { cron: '27 * * * *', run: forgetMailTokens },
    'forget-old-notifications': { cron: '11 3 * * *', run: forgetOldNotifications },
    'forget-unattached-media': { cron: '37 * * * *', run: forgetUnattached },
    'forget-old-uploads': { cron: '31 * * * *', run: forgetOldParts },
    'give-up-films': { cron: '33 * * * *', run: giveUpFilms },
    'reconcile-remote-files': { cron: '31 3 * * *', run: reconcileRemoteFiles },
    'forget-lost-files': { cron: '47 3 * * *', run: forgetLostFiles },
    'check-old-links': { cron: '23 4 * * *', run: checkOldLinks },
    'index-missing-words': { cron: '29 3 * * *', run: indexMissing },
    'forget-translations': { cron: '51 4 * * *', run: forgetTranslations },
    'find-trends': { cron: '*/5 * * * *', run: findTrends },
    'forget-previews': { cron: '43 4 * * *', run: forgetPreviews },
    'forget-expired-proofs': { cron: '19 * * * *', run: deleteExpiredProofs },
    'forget-old-devices': { cron: '41 3 * * *', run: forgetOldDevices },
    'forget-unconfirmed-members': { cron: '43 3 * * *', run: forgetUnconfirmed },
    'end-mutes': { cron: '*/5 * * * *', run: endMutes },
} satisfies Record<string, Chore>;

/** Each chore as a kind of job: one at a time, whoever of several processes takes it. */
export const choreJobs: Record<string, JobKind> = Object.fromEntries(
    Object.entries<Chore>(chores).map(([name, { cron, run }]) => [
        name,
        {
            batch: 1,
            retries: 2,
            retryDelay: 30,
            cron,
            run: async (db) => {
                await run(db);
            },
        } satisfies JobKind,
    ]),
);
