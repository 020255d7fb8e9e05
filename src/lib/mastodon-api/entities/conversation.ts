import type { Account } from './account';
import type { Status } from './status';

/** https://docs.joinmastodon.org/entities/Conversation/ */
export interface Conversation {
    id: string;
    unread: boolean;
    accounts: Account[];
    last_status: Status | null;
}
