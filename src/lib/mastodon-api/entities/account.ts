import type { ProfileStyle } from '../profile-style';
import type { CustomEmoji } from './custom-emoji';
import type { QuotePolicy, Visibility } from './status';

/** One line of a profile's table. `value` is HTML; `verified_at` is set once the page links back. */
export interface Field {
    name: string;
    value: string;
    verified_at: string | null;
}

/** A role shown beside a local account's name. */
export interface AccountRole {
    id: string;
    name: string;
    /** `#rrggbb`, or empty for no colour. */
    color: string;
}

/** A role with what it permits, as its holder sees it. */
export interface Role extends AccountRole {
    /** Bit mask as a decimal string. */
    permissions: string;
    highlighted: boolean;
    collection_limit?: number | null;
}

/** Who may feature an account in their collections. */
export interface FeatureApproval {
    automatic: ('public' | 'followers' | 'following' | 'unsupported_policy' | 'disabled')[];
    manual: ('public' | 'followers' | 'following' | 'unsupported_policy')[];
    current_user: 'automatic' | 'manual' | 'denied' | 'unknown' | 'missing';
}

/** https://docs.joinmastodon.org/entities/Account/ */
export interface Account {
    id: string;
    username: string;
    /** `username` for local accounts, `username@domain` for remote ones. */
    acct: string;
    /** Address of the profile page. */
    url: string;
    /** ActivityPub id. */
    uri: string;
    display_name: string;
    /** HTML. */
    note: string;
    avatar: string;
    avatar_static: string;
    avatar_description?: string;
    header: string;
    header_static: string;
    header_description?: string;
    locked: boolean;
    fields: Field[];
    emojis: CustomEmoji[];
    bot: boolean;
    group: boolean;
    discoverable: boolean | null;
    indexable: boolean;
    hide_collections?: boolean | null;
    /** Cut to midnight UTC. */
    created_at: string;
    /** A date without time, or null for someone who never posted. */
    last_status_at: string | null;
    statuses_count: number;
    /**
     * How many of those counted above are here, where the server of somebody elsewhere tells of more. Not part of Mastodon's
     * API.
     */
    known_counts?: { statuses: number; followers: number; following: number };
    followers_count: number;
    following_count: number;
    /** Local accounts only. */
    noindex?: boolean;
    /** Local accounts only. */
    roles?: AccountRole[];
    moved?: Account | null;
    suspended?: boolean;
    limited?: boolean;
    memorial?: boolean;
    feature_approval?: FeatureApproval;
    show_featured?: boolean;
    show_media?: boolean;
    show_media_replies?: boolean;
    /** Local accounts that chose one. Not part of Mastodon's API. */
    profile_style?: ProfileStyle;
}

/** The sources a member edits, in `CredentialAccount.source`. */
export interface AccountSource {
    /** Plain text. */
    note: string;
    fields: Field[];
    privacy: Visibility;
    sensitive: boolean;
    language: string | null;
    follow_requests_count: number;
    discoverable: boolean | null;
    indexable: boolean;
    hide_collections: boolean | null;
    attribution_domains: string[];
    quote_policy: QuotePolicy;
    /** Other accounts of the same person, by their ids; as GoToSocial names it. */
    also_known_as_uris: string[];
}

/** The viewer's own account. https://docs.joinmastodon.org/entities/Account/#CredentialAccount */
export interface CredentialAccount extends Account {
    source: AccountSource;
    role: Role;
}

/** https://docs.joinmastodon.org/entities/Account/#MutedAccount */
export interface MutedAccount extends Account {
    mute_expires_at: string | null;
}

/** The little that grouped notifications carry of accounts shown only as an avatar. */
export type PartialAccountWithAvatar = Pick<
    Account,
    'id' | 'acct' | 'url' | 'avatar' | 'avatar_static' | 'avatar_description' | 'locked' | 'bot'
>;

/** The viewer's profile as it is edited. https://docs.joinmastodon.org/entities/Profile/ */
export interface Profile {
    id: string;
    /** Not part of Mastodon's API. */
    profile_style: ProfileStyle;
    display_name: string;
    note: string;
    fields: Field[];
    avatar: string | null;
    avatar_static: string | null;
    avatar_description: string;
    header: string | null;
    header_static: string | null;
    header_description: string;
    locked: boolean;
    bot: boolean;
    hide_collections: boolean | null;
    discoverable: boolean | null;
    indexable: boolean;
    show_featured: boolean;
    show_media: boolean;
    show_media_replies: boolean;
    attribution_domains: string[];
}
