import { CHARACTERS_PER_LINK } from '$lib/text';
import type {
    Account,
    AccountLimits,
    Instance,
    MediaLimits,
    PollLimits,
    Rule as RuleEntity,
    StatusLimits,
    V1Instance,
} from '$lib/mastodon-api/entities';
import { config } from '../config';
import { CONTENT_TYPES } from '../db/schema';
import { PROFILE_LIMITS } from '../domain/accounts';
import { MOST_DESCRIPTION_CHARACTERS, MOST_MEDIA } from '../domain/media';
import { MOST_FEATURED } from '../domain/hashtags';
import type { Branding, InstanceSettings, InstanceState, Rule, Statistics } from '../domain/instance';
import { MOST_REACTIONS } from '../domain/reactions';
import { MOST_CHARACTERS, MOST_PINS, POLL_LIMITS } from '../domain/statuses';
import { ATTACHMENT_LIMITS } from '../media';
import { addressOfKey } from '../storage';
import { compatibleVersion } from '../version';
import { iconAddresses, instanceBrandingEntity } from './branding';

/**
 * Clients ask for a feature's API version before they offer it. What each number promises, and the test that it is kept,
 * stands in docs/api.md; the next one, 10, would promise collections.
 */
const API_VERSION = 9;

const ACCOUNT_LIMITS: AccountLimits = {
    max_featured_tags: MOST_FEATURED,
    max_pinned_statuses: MOST_PINS,
    max_profile_fields: PROFILE_LIMITS.fields,
    profile_field_name_limit: PROFILE_LIMITS.fieldName,
    profile_field_value_limit: PROFILE_LIMITS.fieldValue,
    max_display_name_length: PROFILE_LIMITS.displayName,
    max_note_length: PROFILE_LIMITS.bio,
    max_avatar_description_length: PROFILE_LIMITS.pictureDescription,
    max_header_description_length: PROFILE_LIMITS.pictureDescription,
};

const STATUS_LIMITS: StatusLimits = {
    max_characters: MOST_CHARACTERS,
    max_media_attachments: MOST_MEDIA,
    characters_reserved_per_url: CHARACTERS_PER_LINK,
    supported_mime_types: [...CONTENT_TYPES],
};

const MEDIA_LIMITS: MediaLimits = {
    supported_mime_types: [...ATTACHMENT_LIMITS.types],
    image_size_limit: ATTACHMENT_LIMITS.imageBytes,
    image_matrix_limit: ATTACHMENT_LIMITS.imagePixels,
    video_size_limit: ATTACHMENT_LIMITS.filmBytes,
    video_frame_rate_limit: ATTACHMENT_LIMITS.frameRate,
    video_matrix_limit: ATTACHMENT_LIMITS.filmPixels,
    description_limit: MOST_DESCRIPTION_CHARACTERS,
};

const POLLS: PollLimits = {
    max_options: POLL_LIMITS.options,
    max_characters_per_option: POLL_LIMITS.optionCharacters,
    min_expiration: POLL_LIMITS.shortest,
    max_expiration: POLL_LIMITS.longest,
};

/** What the community says of itself. https://docs.joinmastodon.org/entities/Instance/ */
export function instanceEntity(
    state: InstanceState,
    { activeMembers }: Statistics,
    contact: Account | null,
    vapidKey: string,
): Instance {
    const { origin, domain } = config();
    const { settings, rules, branding } = state;
    const icons = iconAddresses(state);
    return {
        domain,
        title: settings.title,
        version: compatibleVersion,
        source_url: settings.sourceUrl || `${origin}/about`,
        description: settings.shortDescription,
        usage: { users: { active_month: activeMembers.month } },
        thumbnail: thumbnailOf(branding, icons.icon512),
        icon: [
            { src: icons.icon192, size: '192x192' },
            { src: icons.icon512, size: '512x512' },
        ],
        branding: instanceBrandingEntity(state),
        languages: settings.languages,
        configuration: {
            urls: {
                streaming: streamingOrigin(),
                status: null,
                about: `${origin}/about`,
                privacy_policy: settings.privacyPolicy ? `${origin}/about/privacy` : null,
                terms_of_service: settings.termsOfService ? `${origin}/about/terms` : null,
            },
            vapid: { public_key: vapidKey },
            accounts: ACCOUNT_LIMITS,
            statuses: STATUS_LIMITS,
            media_attachments: MEDIA_LIMITS,
            polls: POLLS,
            reactions: { max_reactions: MOST_REACTIONS },
            translation: { enabled: config().translation.url !== '' },
            timelines_access: {
                live_feeds: { local: 'public', remote: 'public' },
                hashtag_feeds: { local: 'public', remote: 'public' },
                trending_link_feeds: { local: 'public', remote: 'public' },
            },
            limited_federation: false,
        },
        registrations: {
            enabled: settings.registrations !== 'closed',
            approval_required: settings.registrations === 'approval',
            reason_required: settings.registrations === 'approval' && settings.reasonRequired,
            message: closedMessage(settings),
            min_age: null,
            url: `${origin}/auth/sign-up`,
        },
        api_versions: { mastodon: API_VERSION },
        contact: { email: settings.contactEmail, account: contact },
        rules: rules.map(ruleEntity),
    };
}

/** The same for older clients. https://docs.joinmastodon.org/entities/V1_Instance/ */
export function v1InstanceEntity(
    state: InstanceState,
    { members, statuses, peers }: Statistics,
    contact: Account | null,
): V1Instance {
    const { domain } = config();
    const { settings, rules, branding } = state;
    return {
        uri: domain,
        title: settings.title,
        short_description: settings.shortDescription,
        description: settings.shortDescription,
        email: settings.contactEmail,
        version: compatibleVersion,
        urls: { streaming_api: streamingOrigin() },
        stats: { user_count: members, status_count: statuses, domain_count: peers },
        thumbnail: thumbnailOf(branding, iconAddresses(state).icon512).url,
        languages: settings.languages,
        registrations: settings.registrations !== 'closed',
        approval_required: settings.registrations === 'approval',
        invites_enabled: false,
        configuration: {
            accounts: ACCOUNT_LIMITS,
            statuses: STATUS_LIMITS,
            media_attachments: MEDIA_LIMITS,
            polls: POLLS,
            reactions: { max_reactions: MOST_REACTIONS },
        },
        contact_account: contact,
        rules: rules.map(ruleEntity),
    };
}

/** https://docs.joinmastodon.org/entities/Rule/ */
export function ruleEntity({ id, text, hint, translations }: Rule): RuleEntity {
    return { id, text, hint, translations };
}

/** The banner where there is one, else the logo. */
function thumbnailOf({ banner }: Branding, icon: string): Instance['thumbnail'] {
    if (!banner) return { url: icon };
    const [large, small] = [addressOfKey(banner.large), addressOfKey(banner.small)];
    return { url: large, blurhash: banner.blurhash, versions: { '@1x': small, '@2x': large } };
}

function closedMessage({ registrations, registrationMessage }: InstanceSettings): string | null {
    return registrations === 'closed' && registrationMessage ? registrationMessage : null;
}

function streamingOrigin(): string {
    return config().origin.replace(/^http/, 'ws');
}
