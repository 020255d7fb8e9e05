import type { Account, PartialAccountWithAvatar } from './account';
import type { Collection } from './collection';
import type { RelationshipSeveranceEvent } from './relationship';
import type { AccountWarning, Report } from './report';
import type { Status } from './status';

export type NotificationType =
    | 'mention'
    | 'status'
    | 'reblog'
    | 'follow'
    | 'follow_request'
    | 'favourite'
    | 'poll'
    | 'update'
    | 'admin.sign_up'
    | 'admin.report'
    | 'severed_relationships'
    | 'moderation_warning'
    | 'quote'
    | 'quoted_update'
    | 'added_to_collection'
    | 'collection_update'
    /** Of Pleroma and others: somebody answered a post with an emoji. */
    | 'emoji_reaction';

/** Plain words for clients that do not know the type. */
export interface NotificationFallback {
    title: string;
    summary?: string | null;
    details?: string | null;
}

/** https://docs.joinmastodon.org/entities/Notification/ */
export interface Notification {
    id: string;
    type: NotificationType;
    group_key: string;
    created_at: string;
    account: Account;
    status?: Status | null;
    report?: Report;
    event?: RelationshipSeveranceEvent;
    moderation_warning?: AccountWarning;
    collection?: Collection;
    fallback?: NotificationFallback;
    /** Of `emoji_reaction`: the character, or the shortcode with its picture. */
    emoji?: string;
    emoji_url?: string;
}

/** https://docs.joinmastodon.org/methods/grouped_notifications/#NotificationGroup */
export interface NotificationGroup {
    group_key: string;
    notifications_count: number;
    type: NotificationType;
    /** The one id of the API that is a JSON number. */
    most_recent_notification_id: number;
    page_min_id?: string;
    page_max_id?: string;
    latest_page_notification_at?: string;
    sample_account_ids: string[];
    status_id?: string | null;
    report?: Report;
    event?: RelationshipSeveranceEvent;
    moderation_warning?: AccountWarning;
    fallback?: NotificationFallback;
    emoji?: string;
    emoji_url?: string;
}

/** https://docs.joinmastodon.org/methods/grouped_notifications/#GroupedNotificationsResults */
export interface GroupedNotificationsResults {
    accounts: Account[];
    partial_accounts?: PartialAccountWithAvatar[];
    statuses: Status[];
    notification_groups: NotificationGroup[];
}

export type NotificationPolicyValue = 'accept' | 'filter' | 'drop';

/** https://docs.joinmastodon.org/entities/NotificationPolicy/ */
export interface NotificationPolicy {
    for_not_following: NotificationPolicyValue;
    for_not_followers: NotificationPolicyValue;
    for_new_accounts: NotificationPolicyValue;
    for_private_mentions: NotificationPolicyValue;
    for_limited_accounts: NotificationPolicyValue;
    summary: { pending_requests_count: number; pending_notifications_count: number };
}

/** The policy as version 1 of its endpoint knows it. */
export interface V1NotificationPolicy {
    filter_not_following: boolean;
    filter_not_followers: boolean;
    filter_new_accounts: boolean;
    filter_private_mentions: boolean;
    summary: { pending_requests_count: number; pending_notifications_count: number };
}

/** https://docs.joinmastodon.org/entities/NotificationRequest/ */
export interface NotificationRequest {
    id: string;
    created_at: string;
    updated_at: string;
    account: Account;
    /** A decimal string. */
    notifications_count: string;
    last_status?: Status | null;
}
