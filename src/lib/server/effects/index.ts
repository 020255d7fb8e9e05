import { closeRevoked } from './close-revoked';
import type { Effect } from './effect';
import { publishNotification } from './publish-notification';
import type { FactType } from '../events';
import { notifyBoosted } from './notify-boosted';
import { notifyFavourited } from './notify-favourited';
import { notifyFollowed, notifyFollowRequested } from './notify-followed';
import { notifyMentioned } from './notify-mentioned';
import { turnFollowRequest } from './turn-follow-request';
import { forgetEachOther, withdrawBoost, withdrawFavourite, withdrawFollow } from './withdraw-notifications';

/**
 * THE TABLE: what follows from each fact. The map of the whole system on one page.
 * Every effect runs as a job of its own, is tried again when it fails, and bears being run twice.
 * The keys name the jobs, so renaming one orphans those that wait.
 */
export const effects = {
    'status.created': { notifyMentioned },
    'status.edited': { notifyMentioned },
    'status.deleted': {},
    'status.favourited': { notifyFavourited },
    'status.unfavourited': { withdrawFavourite },
    'status.boosted': { notifyBoosted },
    'status.unboosted': { withdrawBoost },
    'account.created': {},
    'account.updated': {},
    'account.followed': { notifyFollowed },
    'account.follow-requested': { notifyFollowRequested },
    'account.follow-accepted': { turnFollowRequest },
    'account.follow-rejected': { withdrawFollow },
    'account.unfollowed': { withdrawFollow },
    'account.blocked': { forgetEachOther },
    'account.unblocked': {},
    'account.muted': {},
    'account.unmuted': {},
    'account.blocked-domain': {},
    'notification.created': { publishNotification },
    'marker.moved': {},
    'access.revoked': { closeRevoked },
} satisfies { [T in FactType]: Record<string, Effect<T>> };
