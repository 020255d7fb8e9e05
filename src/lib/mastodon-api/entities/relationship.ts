import type { Account } from './account';

/** How the viewer and another account stand. https://docs.joinmastodon.org/entities/Relationship/ */
export interface Relationship {
    id: string;
    following: boolean;
    showing_reblogs: boolean;
    notifying: boolean;
    languages: string[] | null;
    followed_by: boolean;
    blocking: boolean;
    blocked_by: boolean;
    muting: boolean;
    muting_notifications: boolean;
    muting_expires_at?: string | null;
    requested: boolean;
    requested_by: boolean;
    domain_blocking: boolean;
    endorsed: boolean;
    /** The viewer's private note about the account. */
    note: string;
}

/** https://docs.joinmastodon.org/entities/FamiliarFollowers/ */
export interface FamiliarFollowers {
    id: string;
    accounts: Account[];
}

/** https://docs.joinmastodon.org/entities/RelationshipSeveranceEvent/ */
export interface RelationshipSeveranceEvent {
    id: string;
    type: 'domain_block' | 'user_domain_block' | 'account_suspension';
    purged: boolean;
    target_name: string;
    followers_count: number;
    following_count: number;
    created_at: string;
}

/** https://docs.joinmastodon.org/entities/Suggestion/ */
export interface Suggestion {
    source: 'staff' | 'past_interactions' | 'global';
    sources: (
        | 'featured'
        | 'most_followed'
        | 'most_interactions'
        | 'similar_to_recently_followed'
        | 'friends_of_friends'
    )[];
    account: Account;
}
