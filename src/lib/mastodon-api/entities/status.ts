import type { Account } from './account';
import type { Collection } from './collection';
import type { CustomEmoji } from './custom-emoji';
import type { FilterResult } from './filter';
import type { InteractionPolicy } from './interaction';
import type { MediaAttachment } from './media-attachment';
import type { AsyncRefresh } from './instance';
import type { Poll } from './poll';
import type { PreviewCard } from './preview-card';
import type { Quote, QuoteApproval, ShallowQuote } from './quote';

/** The four audiences: everyone, everyone but not listed, followers, the mentioned. */
export type Visibility = 'public' | 'unlisted' | 'private' | 'direct';

export type QuotePolicy = 'public' | 'followers' | 'nobody';

export interface StatusMention {
    id: string;
    username: string;
    acct: string;
    url: string;
}

export interface StatusTag {
    name: string;
    url: string;
}

/** An emoji that people put under a status; the urls are set for custom emoji. */
export interface EmojiReaction {
    /** The character itself, or a shortcode without colons. */
    name: string;
    count: number;
    me: boolean;
    url: string | null;
    static_url: string | null;
}

/** https://docs.joinmastodon.org/entities/Status/ */
export interface Status {
    id: string;
    /** ActivityPub id. */
    uri: string;
    /** Address of the page; null when the author's server names none. */
    url: string | null;
    created_at: string;
    edited_at: string | null;
    account: Account;
    /** HTML. */
    content: string;
    visibility: Visibility;
    sensitive: boolean;
    /** The content warning, or empty. */
    spoiler_text: string;
    media_attachments: MediaAttachment[];
    application?: { name: string; website: string | null } | null;
    mentions: StatusMention[];
    tags: StatusTag[];
    emojis: CustomEmoji[];
    reblogs_count: number;
    favourites_count: number;
    replies_count: number;
    quotes_count?: number;
    /** What Fedibird, Hollo and Pleroma tell besides; Mastodon knows none. */
    emoji_reactions?: EmojiReaction[];
    in_reply_to_id: string | null;
    in_reply_to_account_id: string | null;
    reblog: Status | null;
    poll: Poll | null;
    card: PreviewCard | null;
    quote?: Quote | ShallowQuote | null;
    quote_approval?: QuoteApproval;
    /** Only where the author left something to some, or to their own decision. An extension. */
    interaction_policy?: InteractionPolicy;
    tagged_collections?: Collection[];
    language: string | null;
    /** Present where only members of the community see it, as GoToSocial and glitch-soc name it. */
    local_only?: true;
    /** Source text, only in the answer to a deletion. */
    text?: string;
    /** The viewer's own relation to it; absent for guests. */
    favourited?: boolean;
    reblogged?: boolean;
    muted?: boolean;
    bookmarked?: boolean;
    /** Only on the viewer's own statuses that may be pinned. */
    pinned?: boolean;
    filtered?: FilterResult[];
}

/** https://docs.joinmastodon.org/entities/StatusEdit/ */
export interface StatusEdit {
    content: string;
    spoiler_text: string;
    sensitive: boolean;
    created_at: string;
    account: Account;
    poll?: { options: { title: string }[] } | null;
    media_attachments: MediaAttachment[];
    emojis: CustomEmoji[];
    quote?: Quote | ShallowQuote | null;
}

/** https://docs.joinmastodon.org/entities/StatusSource/ */
export interface StatusSource {
    id: string;
    text: string;
    spoiler_text: string;
    /** How `text` is to be read, as GoToSocial and glitch-soc name it. */
    content_type?: string;
}

/** The thread around a status. https://docs.joinmastodon.org/entities/Context/ */
export interface Context {
    /** Oldest first. */
    ancestors: Status[];
    /** Depth first. */
    descendants: Status[];
    /** How much of the thread that is; for members. Not part of Mastodon's API. */
    answers?: ThreadAnswers;
}

/** How many answers there are to a status and to its answers, and how it is known. Not part of Mastodon's API. */
export interface ThreadAnswers {
    /** Those the viewer may read here. */
    known: number;
    /** As many as the servers tell of on which they were written; never fewer than are known. */
    announced: number;
    /** Those known that are left out, since the viewer muted or blocked who wrote them. */
    unwanted: number;
    /** When those servers were last asked. */
    checked_at: string | null;
    /** From when on they may be asked again; null where there is nobody to ask. */
    next_check_at: string | null;
    /** False where the server of the status did not answer when it was last asked. */
    reachable: boolean;
    /** The asking that is under way. */
    async_refresh: AsyncRefresh | null;
}

/** https://docs.joinmastodon.org/entities/ScheduledStatus/ */
export interface ScheduledStatus {
    id: string;
    scheduled_at: string;
    params: {
        text: string;
        visibility: Visibility | null;
        application_id: number;
        with_rate_limit: boolean;
        poll: { options: string[]; expires_in: number; multiple: boolean; hide_totals: boolean } | null;
        media_ids: string[] | null;
        sensitive: boolean | null;
        spoiler_text: string | null;
        language: string | null;
        /** Longer than JavaScript counts: `in_reply_to_status_id` is exact. */
        in_reply_to_id: number | null;
        idempotency: string | null;
        scheduled_at: null;
        quoted_status_id?: string | null;
        quote_approval_policy?: QuotePolicy | null;
        /** The same as `in_reply_to_id`, as other ids are written; ours. */
        in_reply_to_status_id?: string | null;
        /** How the text is to be read, where it is not plain; ours. */
        content_type?: string | null;
        /** For members of this community alone; ours. */
        local_only?: boolean;
    };
    media_attachments: MediaAttachment[];
}

/** https://docs.joinmastodon.org/entities/Translation/ */
export interface Translation {
    content: string;
    spoiler_text: string;
    poll: { id: string; options: { title: string }[] } | null;
    media_attachments: { id: string; description: string }[];
    language: string;
    detected_source_language: string;
    provider: string;
}
