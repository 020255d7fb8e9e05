import type { CustomEmoji } from './custom-emoji';
import type { StatusMention, StatusTag } from './status';

/** An emoji put under an announcement; the urls are set for custom emoji. */
export interface Reaction {
    name: string;
    count: number;
    me?: boolean;
    url?: string;
    static_url?: string;
}

/** https://docs.joinmastodon.org/entities/Announcement/ */
export interface Announcement {
    id: string;
    /** HTML. */
    content: string;
    starts_at: string | null;
    ends_at: string | null;
    all_day: boolean;
    published_at: string;
    updated_at: string;
    /** Only for a signed-in viewer. */
    read?: boolean;
    mentions: StatusMention[];
    statuses: { id: string; url: string }[];
    tags: StatusTag[];
    emojis: CustomEmoji[];
    reactions: Reaction[];
}
