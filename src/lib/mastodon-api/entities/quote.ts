import type { Status } from './status';

export type QuoteState =
    | 'pending'
    | 'accepted'
    | 'rejected'
    | 'revoked'
    | 'deleted'
    | 'unauthorized'
    | 'blocked_account'
    | 'blocked_domain'
    | 'muted_account';

/** https://docs.joinmastodon.org/entities/Quote/ */
export interface Quote {
    state: QuoteState;
    /** Null unless `accepted`, or where the viewer hides it. */
    quoted_status: Status | null;
}

/** A quote inside a quote names its target only. https://docs.joinmastodon.org/entities/ShallowQuote/ */
export interface ShallowQuote {
    state: QuoteState;
    quoted_status_id: string | null;
}

export type QuotersByRelation = 'public' | 'followers' | 'following' | 'unsupported_policy';

/** Who may quote a status, and whether the viewer may. https://docs.joinmastodon.org/entities/QuoteApproval/ */
export interface QuoteApproval {
    automatic: QuotersByRelation[];
    manual: QuotersByRelation[];
    current_user: 'automatic' | 'manual' | 'denied' | 'unknown';
}
