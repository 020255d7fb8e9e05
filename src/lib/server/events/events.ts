/**
 * What can happen, in ids only: whoever consumes a fact looks up the present and bears that it is gone.
 * `effects/index.ts` says what follows from each.
 */
export type Fact =
    | { type: 'status.created'; statusId: string }
    /** A post that was published before, and is known here only now: nobody is told of it but who reads its thread. */
    | { type: 'status.found'; statusId: string }
    /** A relay told of it, and it was read at its origin: public, and nobody whom it names is told. */
    | { type: 'status.relayed'; statusId: string }
    /** Its author sent what had been here already, found or relayed: now it is news to whom it concerns. */
    | { type: 'status.sent'; statusId: string }
    /** It answers what is not here. `depth` tells how many answers led to it. */
    | { type: 'reply.orphaned'; statusId: string; depth: number }
    /** `editId` names the version that the edit ended. */
    | { type: 'status.edited'; statusId: string; editId: string }
    /** The preview of what it links to came, or went with the link. */
    | { type: 'status.previewed'; statusId: string }
    /** The row is gone; what is needed to tell others stands here. */
    | {
          type: 'status.deleted';
          statusId: string;
          accountId: string;
          uri: string;
          local: boolean;
          /** No other server ever had it. */
          localOnly: boolean;
          audience: DeletedAudience;
      }
    /** On top of its author's profile, or there no more; `at` in milliseconds tells several times apart. */
    | { type: 'status.pinned'; statusId: string; at: number }
    | { type: 'status.unpinned'; statusId: string; at: number }
    | { type: 'status.favourited'; statusId: string; accountId: string }
    | { type: 'status.reacted'; statusId: string; accountId: string; reactionId: string }
    | {
          type: 'status.unreacted';
          statusId: string;
          accountId: string;
          reactionId: string;
          emoji: string;
          imageUrl: string | null;
      }
    | { type: 'status.unfavourited'; statusId: string; accountId: string; favouriteId: string }
    /** `statusId` is the boost's own row. */
    | { type: 'status.boosted'; statusId: string }
    | {
          type: 'status.unboosted';
          statusId: string;
          accountId: string;
          boostOfId: string;
          uri: string;
          localOnly: boolean;
      }
    /** Somebody gave their vote, all choices of it at once where it is a member's. */
    | { type: 'poll.voted'; statusId: string; pollId: string; accountId: string }
    /** The poll's numbers, or its end, are others than those that were told last. */
    | { type: 'poll.counted'; statusId: string }
    | { type: 'poll.ended'; statusId: string; pollId: string }
    /** In what is said of quotes `statusId` is the post that quotes. `depth` tells how many quotes led to it. */
    | { type: 'quote.made'; statusId: string; depth: number }
    /** `requestUri` is the question of somebody elsewhere that is answered. */
    | { type: 'quote.accepted'; statusId: string; requestUri: string | null }
    | { type: 'quote.rejected'; statusId: string; requestUri: string | null }
    /** The consent that stood at `stampUri` is taken back. */
    | { type: 'quote.revoked'; statusId: string; stampUri: string | null }
    /** Who may interact with it; `at` in milliseconds tells several changes apart. */
    | { type: 'status.policy-changed'; statusId: string; at: number }
    | { type: 'account.created'; accountId: string }
    /** The address that a new member gave is theirs. */
    | { type: 'account.confirmed'; accountId: string }
    /** Somebody of another server is gone, and all rows with them: their newest posts, and who may have them open. */
    | {
          type: 'account.forgotten';
          accountId: string;
          statusIds: string[];
          readerIds: string[];
          listIds: string[];
      }
    | { type: 'account.updated'; accountId: string }
    /** Somebody is no member any more; all that is left is the name. */
    | { type: 'account.left'; accountId: string }
    /** They are `targetId` from now on, who says so too. */
    | { type: 'account.moved'; accountId: string; targetId: string }
    /** In what is said of two people `accountId` is who follows, or asks to; where one blocks or mutes, who does that. */
    | { type: 'account.followed'; accountId: string; targetId: string }
    | { type: 'account.follow-requested'; accountId: string; targetId: string }
    /** `targetId` said yes: after a question, or at once to somebody elsewhere who waits for the answer. */
    | { type: 'account.follow-accepted'; accountId: string; targetId: string; uri: string | null }
    /** `targetId` said no, or ended a follow that stood. */
    | { type: 'account.follow-rejected'; accountId: string; targetId: string; uri: string | null }
    /** `accountId` stopped following, or took the question back. */
    | { type: 'account.unfollowed'; accountId: string; targetId: string; uri: string | null }
    | { type: 'account.blocked'; accountId: string; targetId: string }
    | { type: 'account.unblocked'; accountId: string; targetId: string; uri: string | null }
    | { type: 'account.muted'; accountId: string; targetId: string }
    | { type: 'account.unmuted'; accountId: string; targetId: string }
    | { type: 'account.blocked-domain'; accountId: string; domain: string; severanceId?: string }
    /** A relay is asked to pass public posts on; it was left, under what it had been asked by; it follows in turn. */
    | { type: 'relay.asked'; relayId: string }
    | { type: 'relay.left'; inboxUrl: string; followUri: string; actorUri: string | null }
    | { type: 'relay.followed'; inboxUrl: string; followUri: string; actorUri: string }
    /** Their own server has suspended somebody. */
    | { type: 'account.suspended'; accountId: string }
    /** Moderators decided about a domain, or (null) with which of them all this community speaks. */
    | { type: 'domain.judged'; domain: string | null }
    /** What a member and others followed of each other ended at once, by what somebody else decided. */
    | { type: 'relationships.severed'; accountId: string; severanceId: string }
    /** `forwardTo` names the servers that are to be told. */
    | { type: 'report.filed'; reportId: string; forwardTo: string[] }
    | { type: 'filters.changed'; accountId: string }
    | { type: 'notification.created'; notificationId: string }
    /** What had been set aside is shown from now on. */
    | { type: 'notifications.merged'; accountId: string }
    /** Something was announced to all members, or what had been was changed. */
    | { type: 'announcement.published'; announcementId: string }
    | { type: 'announcement.removed'; announcementId: string }
    /** The emoji `name` was put under it, or taken back. */
    | { type: 'announcement.reacted'; announcementId: string; name: string }
    | { type: 'marker.moved'; userId: string; timeline: string }
    /** Sockets and push of this session or token, or of all of the user's, must end. */
    | { type: 'access.revoked'; userId: string | null; sessionId?: string; tokenId?: string };

/** Who a deleted post had gone to, written down before the row was removed. */
export interface DeletedAudience {
    visibility: string;
    mentionedIds: string[];
    tags: string[];
    boostOfId: string | null;
    /** The thread it belonged to; facts that wait from before there was one do not tell. */
    threadId?: string | null;
    /** People elsewhere whose servers have it for another reason than to be among its readers. */
    holderIds: string[];
    /** It waited until the author of what it answers let it through: only its holders had heard of it elsewhere. */
    awaitedApproval?: boolean;
    /** The boosts that went with it, each with who had boosted. */
    boosts: { id: string; accountId: string }[];
    /** Addresses of what it showed from other servers; facts that wait from before do not tell. */
    remoteFiles?: string[];
}

export type FactType = Fact['type'];
type Facts = { [T in FactType]: Extract<Fact, { type: T }> };
export type FactOf<T extends FactType> = Facts[T];
