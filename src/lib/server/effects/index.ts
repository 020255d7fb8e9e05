import type { Effect } from './effect';
import type { FactType } from '../events';

/**
 * THE TABLE: what follows from each fact. The map of the whole system on one page.
 * Every effect runs as a job of its own, is tried again when it fails, and bears being run twice.
 * The keys name the jobs, so renaming one orphans those that wait.
 */
export const effects = {
    'status.created': {},
    'status.edited': {},
    'status.deleted': {},
    'status.favourited': {},
    'status.unfavourited': {},
    'status.boosted': {},
    'status.unboosted': {},
    'account.created': {},
    'account.updated': {},
    'account.followed': {},
    'account.follow-requested': {},
    'account.follow-accepted': {},
    'account.follow-rejected': {},
    'account.unfollowed': {},
    'account.blocked': {},
    'account.unblocked': {},
    'notification.created': {},
    'marker.moved': {},
    'access.revoked': {},
} satisfies { [T in FactType]: Record<string, Effect<T>> };
