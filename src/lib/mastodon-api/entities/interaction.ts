import type { Account } from './account';
import type { Status } from './status';

/** Who may do something at once, and who has to wait for the author. The last two are the former names. */
export interface InteractionSubPolicy {
    automatic_approval: string[];
    manual_approval: string[];
    always: string[];
    with_approval: string[];
}

/** An extension under GoToSocial's names, with quotes besides. https://docs.gotosocial.org/en/latest/api/swagger/ */
export interface InteractionPolicy {
    can_favourite: InteractionSubPolicy;
    can_reply: InteractionSubPolicy;
    can_reblog: InteractionSubPolicy;
    can_quote?: InteractionSubPolicy;
}

/** What somebody asked a member for. https://docs.gotosocial.org/en/latest/api/swagger/ */
export interface InteractionRequest {
    id: string;
    type: 'favourite' | 'reply' | 'reblog' | 'quote';
    created_at: string;
    account: Account;
    /** The member's post it is about. */
    status: Status;
    /** The reply that waits. */
    reply?: Status;
    /** The quote that waits. */
    quote?: Status;
    accepted_at?: string;
    rejected_at?: string;
    uri?: string;
}
