import type { Account } from './account';
import type { InstanceBranding } from './branding';

/** https://docs.joinmastodon.org/entities/Rule/ */
export interface Rule {
    id: string;
    text: string;
    hint: string;
    translations?: Record<string, { text: string; hint: string }>;
}

export interface InstanceIcon {
    src: string;
    /** `36x36` */
    size: string;
}

type FeedAccess = 'public' | 'authenticated' | 'disabled';

export interface MediaLimits {
    supported_mime_types: string[];
    /** Bytes. */
    image_size_limit: number;
    /** Pixels. */
    image_matrix_limit: number;
    video_size_limit: number;
    video_frame_rate_limit: number;
    video_matrix_limit: number;
    description_limit?: number;
}

export interface StatusLimits {
    max_characters: number;
    max_media_attachments: number;
    characters_reserved_per_url: number;
    /** The values `content_type` may have, as GoToSocial and glitch-soc name it. */
    supported_mime_types?: string[];
}

export interface PollLimits {
    max_options: number;
    max_characters_per_option: number;
    /** Seconds. */
    min_expiration: number;
    max_expiration: number;
}

export interface AccountLimits {
    max_featured_tags: number;
    max_pinned_statuses: number;
    max_profile_fields?: number;
    profile_field_name_limit?: number;
    profile_field_value_limit?: number;
    max_display_name_length?: number;
    max_note_length?: number;
    max_avatar_description_length?: number;
    max_header_description_length?: number;
}

/** https://docs.joinmastodon.org/entities/Instance/ */
export interface Instance {
    domain: string;
    title: string;
    /** Begins with the Mastodon version it is compatible with: clients gate features on it. */
    version: string;
    source_url: string;
    description: string;
    usage: { users: { active_month: number } };
    thumbnail: {
        url: string;
        blurhash?: string | null;
        description?: string;
        versions?: { '@1x'?: string; '@2x'?: string };
    };
    icon: InstanceIcon[];
    /** Not part of Mastodon's API. */
    branding?: InstanceBranding;
    languages: string[];
    configuration: {
        urls: {
            streaming: string;
            status: string | null;
            about: string | null;
            privacy_policy: string | null;
            terms_of_service: string | null;
        };
        vapid?: { public_key: string };
        accounts: AccountLimits;
        statuses: StatusLimits;
        media_attachments: MediaLimits;
        polls: PollLimits;
        /** How many emoji one person may put under a post, as servers that know reactions tell it. */
        reactions?: { max_reactions: number };
        translation: { enabled: boolean };
        timelines_access?: {
            live_feeds: { local: FeedAccess; remote: FeedAccess };
            hashtag_feeds: { local: FeedAccess; remote: FeedAccess };
            trending_link_feeds: { local: FeedAccess; remote: FeedAccess };
        };
        limited_federation?: boolean;
    };
    registrations: {
        enabled: boolean;
        approval_required: boolean;
        reason_required?: boolean | null;
        message: string | null;
        min_age?: number | null;
        url: string | null;
    };
    api_versions: { mastodon: number };
    contact: { email: string; account: Account | null };
    rules: Rule[];
    wrapstodon?: string | null;
}

/** https://docs.joinmastodon.org/entities/V1_Instance/ */
export interface V1Instance {
    /** The domain, despite its name. */
    uri: string;
    title: string;
    short_description: string;
    description: string;
    email: string;
    version: string;
    urls: { streaming_api: string };
    stats: { user_count: number; status_count: number; domain_count: number };
    thumbnail: string | null;
    languages: string[];
    registrations: boolean;
    approval_required: boolean;
    invites_enabled: boolean;
    configuration: {
        accounts: { max_featured_tags: number };
        statuses: StatusLimits;
        media_attachments: MediaLimits;
        polls: PollLimits;
        /** How many emoji one person may put under a post, as servers that know reactions tell it. */
        reactions?: { max_reactions: number };
    };
    contact_account: Account | null;
    rules: Rule[];
}

/** https://docs.joinmastodon.org/entities/ExtendedDescription/ */
export interface ExtendedDescription {
    updated_at: string;
    /** HTML. */
    content: string;
}

/** https://docs.joinmastodon.org/entities/PrivacyPolicy/ */
export type PrivacyPolicy = ExtendedDescription;

/** https://docs.joinmastodon.org/entities/TermsOfService/ */
export interface TermsOfService {
    effective_date: string;
    effective: boolean;
    content: string;
    succeeded_by: string | null;
}

/** A domain the community limits, as it publishes it. https://docs.joinmastodon.org/entities/DomainBlock/ */
export interface DomainBlock {
    domain: string;
    /** SHA-256 of the domain in hex, for those it is obfuscated for. */
    digest: string;
    severity: 'silence' | 'suspend';
    comment: string | null;
}

/** One week of activity; all decimal strings, `week` in seconds since 1970. */
export interface InstanceActivity {
    week: string;
    statuses: string;
    logins: string;
    registrations: string;
}

/** https://docs.joinmastodon.org/methods/oembed/ */
export interface OEmbed {
    type: 'rich';
    version: '1.0';
    title: string;
    author_name: string;
    author_url: string;
    provider_name: string;
    provider_url: string;
    cache_age: number;
    html: string;
    width: number;
    height: number | null;
}

/** https://docs.joinmastodon.org/entities/AsyncRefresh/ */
export interface AsyncRefresh {
    id: string;
    status: 'running' | 'finished';
    result_count: number | null;
}
