import type { Account } from './account';
import type { StatusTag } from './status';

export interface CollectionItem {
    id: string;
    account_id?: string;
    state: 'pending' | 'accepted' | 'rejected' | 'revoked';
    created_at: string;
}

/** A published set of accounts. https://docs.joinmastodon.org/entities/Collection/ */
export interface Collection {
    id: string;
    account_id: string;
    uri: string;
    url: string | null;
    name: string;
    description: string;
    language: string | null;
    local: boolean;
    sensitive: boolean;
    discoverable: boolean;
    tag: StatusTag | null;
    item_count: number;
    items: CollectionItem[];
    created_at: string;
    updated_at: string;
}

/** A collection with the accounts its items name. */
export interface CollectionWithAccounts {
    accounts: Account[];
    collection: Collection;
}
