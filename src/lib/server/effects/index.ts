import { acceptWaitingFollowers } from './accept-waiting-followers';
import { checkLinks } from './check-links';
import { clearScreensOfDomain, clearScreensOfPerson } from './clear-screens';
import { closeRevoked } from './close-revoked';
import { bringHome } from './bring-home';
import { distributeStatus } from './distribute-status';
import type { Effect } from './effect';
import { previewLink } from './preview-link';
import { indexWords } from './index-words';
import { publishFiltersChanged } from './publish-filters-changed';
import { notifyStaffOfSignUp } from './notify-staff';
import { publishAnnouncement, publishReaction, withdrawAnnouncement } from './publish-announcement';
import { publishMarker } from './publish-marker';
import { publishMerged } from './publish-merged';
import { publishNotification } from './publish-notification';
import { pushNotification } from './push-notification';
import type { FactType } from '../events';
import { deliverBlock, deliverUnblock } from './deliver-block';
import { deliverBoost, deliverUnboost } from './deliver-boost';
import { deliverDeletion } from './deliver-deletion';
import { deliverDeparture } from './deliver-departure';
import { deliverFavourite, deliverUnfavourite } from './deliver-favourite';
import { deliverAcceptance, deliverFollow, deliverRejection, deliverUnfollow } from './deliver-follow';
import {
    deliverPolicy,
    deliverQuoteAcceptance,
    deliverQuoteChange,
    deliverQuoteRejection,
    deliverQuoteRequest,
    deliverQuoteRevocation,
} from './deliver-quote';
import { deliverReaction, deliverUnreaction } from './deliver-reaction';
import { deliverMove } from './deliver-move';
import { deliverPin, deliverUnpin } from './deliver-pin';
import { deliverProfile } from './deliver-profile';
import {
    announceToRelays,
    deliverRelayAcceptance,
    deliverRelayFollow,
    deliverRelayUnfollow,
    unannounceToRelays,
} from './deliver-relay';
import { deliverReport } from './deliver-report';
import { deliverEdit, deliverPollNumbers, deliverStatus } from './deliver-status';
import { deliverVote } from './deliver-vote';
import {
    emptyBothHomes,
    emptyHomeTimeline,
    fillHomeTimeline,
    refillHomeTimeline,
    removeDomain,
} from './fill-home-timeline';
import { forgetInConversations, moveConversations } from './move-conversations';
import { leadFollowers } from './lead-followers';
import { forgetFilesOfDomain, forgetFilesOfPerson, forgetFilesOfPost } from './forget-refused-files';
import { lookUpParent } from './look-up-parent';
import { lookUpQuote } from './look-up-quote';
import { notifyBell } from './notify-bell';
import { notifyBoosted } from './notify-boosted';
import { notifyEdited } from './notify-edited';
import { notifyFavourited } from './notify-favourited';
import { notifyFollowed, notifyFollowRequested } from './notify-followed';
import { notifyMentioned } from './notify-mentioned';
import { notifyReport } from './notify-report';
import { notifySevered } from './notify-severed';
import { notifyPollEnded } from './notify-poll-ended';
import { notifyQuoted, notifyQuoters, withdrawQuote } from './notify-quoted';
import { notifyReacted } from './notify-reacted';
import { recordLoss } from './record-lost-person';
import { redistributeStatus } from './redistribute-status';
import { removeBoostFromTimelines, removeForgotten, removeFromTimelines } from './remove-from-timelines';
import { severSuspendedTies } from './sever-suspended-ties';
import { showInThread } from './show-in-thread';
import { tellQuoters } from './tell-quoters';
import { turnFollowRequest } from './turn-follow-request';
import {
    forgetDomain,
    forgetEachOther,
    withdrawBoost,
    withdrawFavourite,
    withdrawFollow,
    withdrawReaction,
} from './withdraw-notifications';

/**
 * THE TABLE: what follows from each fact. The map of the whole system on one page.
 * Effects run side by side; one that fails is tried again as a job of its own, and each bears being run twice.
 * The keys name those jobs, so renaming one orphans those that wait.
 */
export const effects = {
    'status.created': {
        distributeStatus,
        notifyMentioned,
        notifyBell,
        moveConversations,
        deliverStatus,
        announceToRelays,
        previewLink,
        indexWords,
    },
    'status.found': { showInThread, previewLink, indexWords },
    'status.relayed': { distributeStatus, previewLink, indexWords },
    'status.sent': { bringHome, notifyMentioned, notifyBell, moveConversations },
    'reply.orphaned': { lookUpParent },
    'status.edited': {
        redistributeStatus,
        notifyMentioned,
        notifyEdited,
        notifyQuoters,
        moveConversations,
        deliverEdit,
        previewLink,
        indexWords,
    },
    'status.previewed': { redistributeStatus },
    'status.deleted': {
        removeFromTimelines,
        tellQuoters,
        forgetInConversations,
        deliverDeletion,
        unannounceToRelays,
        forgetFilesOfPost,
    },
    'status.policy-changed': { redistributeStatus, deliverPolicy },
    'status.pinned': { deliverPin },
    'status.unpinned': { deliverUnpin },
    'status.favourited': { notifyFavourited, deliverFavourite },
    'status.reacted': { notifyReacted, deliverReaction },
    'status.unreacted': { withdrawReaction, deliverUnreaction },
    'status.unfavourited': { withdrawFavourite, deliverUnfavourite },
    'status.boosted': { distributeStatus, notifyBoosted, deliverBoost },
    'status.unboosted': { removeBoostFromTimelines, withdrawBoost, deliverUnboost },
    'poll.voted': { deliverVote },
    'poll.counted': { redistributeStatus, deliverPollNumbers },
    'poll.ended': { redistributeStatus, notifyPollEnded, deliverPollNumbers },
    'quote.made': { notifyQuoted, deliverQuoteRequest, lookUpQuote },
    'quote.accepted': { notifyQuoted, redistributeStatus, deliverQuoteAcceptance, deliverQuoteChange },
    'quote.rejected': { redistributeStatus, deliverQuoteRejection, deliverQuoteChange },
    'quote.revoked': { withdrawQuote, redistributeStatus, deliverQuoteRevocation, deliverQuoteChange },
    'account.created': { notifyStaffOfSignUp },
    'account.confirmed': { notifyStaffOfSignUp },
    'account.forgotten': { removeForgotten },
    'account.updated': { acceptWaitingFollowers, deliverProfile, checkLinks },
    'account.left': { deliverDeparture },
    'account.moved': { leadFollowers, deliverProfile, deliverMove },
    'account.followed': { fillHomeTimeline, notifyFollowed },
    'account.follow-requested': { notifyFollowRequested, deliverFollow },
    'account.follow-accepted': { fillHomeTimeline, turnFollowRequest, deliverAcceptance },
    'account.follow-rejected': { emptyHomeTimeline, withdrawFollow, deliverRejection },
    'account.unfollowed': { emptyHomeTimeline, withdrawFollow, deliverUnfollow },
    'account.blocked': { emptyBothHomes, forgetEachOther, deliverBlock },
    'account.unblocked': { deliverUnblock },
    'account.muted': {},
    'account.unmuted': { refillHomeTimeline },
    'account.blocked-domain': { removeDomain, forgetDomain, notifySevered },
    'relay.asked': { deliverRelayFollow },
    'relay.left': { deliverRelayUnfollow },
    'relay.followed': { deliverRelayAcceptance },
    'account.suspended': { clearScreensOfPerson, recordLoss, forgetFilesOfPerson },
    'domain.judged': { clearScreensOfDomain, severSuspendedTies, forgetFilesOfDomain },
    'relationships.severed': { notifySevered },
    'report.filed': { notifyReport, deliverReport },
    'filters.changed': { publishFiltersChanged },
    'notification.created': { publishNotification, pushNotification },
    'notifications.merged': { publishMerged },
    'announcement.published': { publishAnnouncement },
    'announcement.removed': { withdrawAnnouncement },
    'announcement.reacted': { publishReaction },
    'marker.moved': { publishMarker },
    'access.revoked': { closeRevoked },
} satisfies { [T in FactType]: Record<string, Effect<T>> };
