/**
 * What can happen, in ids only: whoever consumes a fact looks up the present and bears that it is gone.
 * `effects/index.ts` says what follows from each.
 */
export type Fact =
    | { type: 'status.created'; statusId: string }
    | { type: 'status.edited'; statusId: string }
    /** The row is gone; what is needed to tell others stands here. */
    | {
          type: 'status.deleted';
          statusId: string;
          accountId: string;
          uri: string;
          local: boolean;
          audience: DeletedAudience;
      }
    | { type: 'status.favourited'; statusId: string; accountId: string }
    | { type: 'status.unfavourited'; statusId: string; accountId: string; favouriteId: string }
    /** `statusId` is the boost's own row. */
    | { type: 'status.boosted'; statusId: string }
    | { type: 'status.unboosted'; statusId: string; accountId: string; boostOfId: string; uri: string }
    | { type: 'account.created'; accountId: string }
    | { type: 'account.updated'; accountId: string }
    | { type: 'account.followed'; accountId: string; targetId: string }
    | { type: 'account.follow-requested'; accountId: string; targetId: string }
    | { type: 'account.follow-accepted'; accountId: string; targetId: string; uri: string | null }
    | { type: 'account.follow-rejected'; accountId: string; targetId: string; uri: string | null }
    | { type: 'account.unfollowed'; accountId: string; targetId: string; uri: string | null }
    | { type: 'account.blocked'; accountId: string; targetId: string }
    | { type: 'account.unblocked'; accountId: string; targetId: string; uri: string | null }
    | { type: 'notification.created'; notificationId: string }
    | { type: 'marker.moved'; userId: string; timeline: string }
    /** Sockets and push of this session or token, or of all of the user's, must end. */
    | { type: 'access.revoked'; userId: string | null; sessionId?: string; tokenId?: string };

/** Who a deleted post had gone to, written down before the row was removed. */
export interface DeletedAudience {
    visibility: string;
    mentionedIds: string[];
    tags: string[];
    boostOfId: string | null;
}

export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;
