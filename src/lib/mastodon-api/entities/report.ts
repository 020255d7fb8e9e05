import type { Account } from './account';

export type ReportCategory = 'spam' | 'legal' | 'violation' | 'other';

/** https://docs.joinmastodon.org/entities/Report/ */
export interface Report {
    id: string;
    action_taken: boolean;
    action_taken_at: string | null;
    category: ReportCategory;
    comment: string;
    forwarded: boolean;
    created_at: string;
    status_ids: string[] | null;
    rule_ids: string[] | null;
    collection_ids?: string[] | null;
    target_account: Account;
}

export interface Appeal {
    text: string;
    state: 'approved' | 'rejected' | 'pending';
}

/** What moderation did to the viewer, told to them. https://docs.joinmastodon.org/entities/AccountWarning/ */
export interface AccountWarning {
    id: string;
    action:
        | 'none'
        | 'disable'
        | 'mark_statuses_as_sensitive'
        | 'delete_statuses'
        | 'sensitive'
        | 'silence'
        | 'suspend';
    text: string;
    status_ids: string[] | null;
    target_account: Account;
    appeal: Appeal | null;
    created_at: string;
}
