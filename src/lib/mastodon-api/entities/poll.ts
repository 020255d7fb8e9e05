import type { CustomEmoji } from './custom-emoji';

export interface PollOption {
    title: string;
    /** Null while the author hides the totals. */
    votes_count: number | null;
}

/** https://docs.joinmastodon.org/entities/Poll/ */
export interface Poll {
    id: string;
    expires_at: string | null;
    expired: boolean;
    multiple: boolean;
    votes_count: number;
    /** Null when unknown, or when only one choice is allowed. */
    voters_count: number | null;
    options: PollOption[];
    emojis: CustomEmoji[];
    /** Only for a signed-in viewer. */
    voted?: boolean;
    /** Indices into `options`; only for a signed-in viewer. */
    own_votes?: number[];
}
