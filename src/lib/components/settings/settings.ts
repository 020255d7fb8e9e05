import { ownDefaults, type OwnDefaults } from '$lib/client/stores/own-defaults.svelte';
import { audiences } from '$lib/components/status/audience';
import { m } from '$lib/i18n';
import type { QuotePolicy, Visibility } from '$lib/mastodon-api/entities';
import HueChoice from './HueChoice.svelte';
import InterfaceLanguage from './InterfaceLanguage.svelte';
import PostLanguage from './PostLanguage.svelte';
import QuietHours from './QuietHours.svelte';
import {
    between,
    mayMove,
    oneOf,
    onOrOff,
    own,
    type ChoiceSetting,
    type Said,
    type SwitchSetting,
} from './setting';

/** Every single setting: on which pages they stand is said in `topics`. */

export const theme = oneOf('theme', { label: m.settings_theme }, [
    { value: 'system', label: m.settings_theme_system },
    { value: 'light', label: m.settings_theme_light },
    { value: 'dark', label: m.settings_theme_dark },
]);
export const contrast = between('contrast', ['system', 'more'], {
    label: m.settings_contrast,
    hint: m.settings_contrast_hint,
});
export const hue = own('hue', { label: m.settings_hue }, HueChoice, true);
export const density = oneOf('density', { label: m.settings_density }, [
    { value: 'comfortable', label: m.settings_density_comfortable },
    { value: 'compact', label: m.settings_density_compact },
]);
export const textScale = oneOf(
    'textScale',
    { label: m.settings_scale },
    [0.875, 1, 1.125, 1.25, 1.5].map((scale) => ({
        value: scale,
        label: () => `${Math.round(scale * 100)}%`,
    })),
);
export const font = oneOf('font', { label: m.settings_font, hint: m.settings_font_hint }, [
    { value: 'system', label: m.settings_font_system },
    { value: 'hyperlegible', label: m.settings_font_hyperlegible },
]);
export const avatarShape = oneOf('avatarShape', { label: m.settings_avatars }, [
    { value: 'squircle', label: m.settings_avatars_squircle },
    { value: 'circle', label: m.settings_avatars_circle },
]);
export const plainProfiles = onOrOff('plainProfiles', {
    label: m.settings_plain_profiles,
    hint: m.settings_plain_profiles_hint,
});

export const pillGoesTo = oneOf('pillGoesTo', { label: m.settings_pill }, [
    { value: 'boundary', label: m.settings_pill_boundary },
    { value: 'top', label: m.settings_pill_top },
]);
export const liveAtTop = onOrOff('liveAtTop', { label: m.settings_live, hint: m.settings_live_hint });
export const groupBoosts = onOrOff('groupBoosts', {
    label: m.settings_group_boosts,
    hint: m.settings_group_boosts_hint,
});
export const dimSeen = onOrOff('dimSeen', { label: m.settings_dim_seen, hint: m.settings_dim_seen_hint });
export const swipes = onOrOff('swipes', { label: m.settings_swipes, hint: m.settings_swipes_hint });
export const threadOrder = oneOf('threadOrder', { label: m.settings_thread_order }, [
    { value: 'oldest', label: m.settings_thread_oldest },
    { value: 'newest', label: m.settings_thread_newest },
    { value: 'most-boosted', label: m.settings_thread_boosted },
]);
export const expandWarnings = onOrOff('expandWarnings', {
    label: m.settings_expand_warnings,
    hint: m.settings_expand_warnings_hint,
});
export const sensitiveMedia = oneOf('sensitiveMedia', { label: m.settings_sensitive }, [
    { value: 'marked', label: m.settings_sensitive_marked },
    { value: 'show', label: m.settings_sensitive_show },
    { value: 'hide', label: m.settings_sensitive_hide },
]);
export const dataSaver = oneOf('dataSaver', { label: m.settings_saver, hint: m.settings_saver_hint }, [
    { value: 'system', label: m.settings_saver_system },
    { value: 'on', label: m.settings_saver_on },
    { value: 'off', label: m.settings_saver_off },
]);

export const audience = ofAccount<Visibility>('privacy', { label: m.settings_audience }, [
    ...(['public', 'unlisted', 'private', 'direct'] as const).map((value) => ({
        value,
        label: audiences[value].label,
    })),
]);
export const quotePolicy = ofAccount<QuotePolicy>('quotePolicy', { label: m.settings_quotes }, [
    { value: 'public', label: m.quote_policy_public },
    { value: 'followers', label: m.quote_policy_followers },
    { value: 'nobody', label: m.quote_policy_nobody },
]);
export const postLanguage = own('post-language', { label: m.settings_post_language }, PostLanguage, true);
export const detectLanguage = onOrOff('detectLanguage', {
    label: m.settings_detect_language,
    hint: m.settings_detect_language_hint,
});
export const sensitiveByDefault = flagOfAccount('sensitive', {
    label: m.settings_sensitive_default,
    hint: m.settings_sensitive_default_hint,
});
export const undoSend = oneOf('undoSend', { label: m.settings_undo, hint: m.settings_undo_hint }, [
    { value: 0, label: m.settings_undo_none },
    ...([5, 10, 30] as const).map((seconds) => ({
        value: seconds,
        label: () => m.settings_undo_seconds({ count: seconds }),
    })),
]);
export const altReminder = onOrOff('altReminder', { label: m.settings_alt, hint: m.settings_alt_hint });
export const confirmBoost = onOrOff('confirmBoost', { label: m.settings_confirm_boost });

export const locked = flagOfAccount('locked', {
    label: m.profile_flag_locked,
    hint: m.profile_flag_locked_hint,
});
export const discoverable = flagOfAccount('discoverable', {
    label: m.profile_flag_discoverable,
    hint: m.profile_flag_discoverable_hint,
});
export const indexable = flagOfAccount('indexable', {
    label: m.profile_flag_indexable,
    hint: m.profile_flag_indexable_hint,
});
export const hidesCollections = flagOfAccount('hidesCollections', { label: m.profile_flag_hides });

export const interfaceLanguage = own('locale', { label: m.settings_interface_language }, InterfaceLanguage);

export const shortcuts = onOrOff('shortcuts', {
    label: m.settings_keyboard_single,
    hint: m.settings_keyboard_single_hint,
});

export const motion = between('motion', ['system', 'reduce'], {
    label: m.settings_motion,
    hint: m.settings_motion_hint,
});
export const animateAvatars = mayMove('avatars', { label: m.settings_animate_avatars });
export const animateEmoji = mayMove('emoji', { label: m.settings_animate_emoji });
export const animateMedia = mayMove('media', { label: m.settings_autoplay, hint: m.settings_autoplay_hint });

export const hideCounts = onOrOff('hideCounts', {
    label: m.settings_hide_counts,
    hint: m.settings_hide_counts_hint,
});
export const hideTrends = onOrOff('hideTrends', {
    label: m.settings_hide_trends,
    hint: m.settings_hide_trends_hint,
});
export const absoluteTimes = onOrOff('absoluteTimes', {
    label: m.settings_absolute_times,
    hint: m.settings_absolute_times_hint,
});
export const grayscale = onOrOff('grayscale', {
    label: m.settings_grayscale,
    hint: m.settings_grayscale_hint,
});
export const endlessFeeds = onOrOff('endlessFeeds', {
    label: m.settings_endless,
    hint: m.settings_endless_hint,
});
export const quietHours = own(
    'quiet-hours',
    { label: m.settings_quiet, hint: m.settings_quiet_hint },
    QuietHours,
);

/** One of a few values, kept by the server for every app. */
function ofAccount<Value extends string>(
    name: keyof OwnDefaults,
    said: Said,
    options: readonly { value: Value; label: () => string }[],
): ChoiceSetting {
    return {
        ...said,
        kind: 'choice',
        id: name,
        shared: true,
        options,
        chosen: () => String(ownDefaults.values[name]),
        choose: (value) => void ownDefaults.change({ [name]: value }),
    };
}

function flagOfAccount(
    name: 'sensitive' | 'locked' | 'discoverable' | 'indexable' | 'hidesCollections',
    said: Said,
): SwitchSetting {
    return {
        ...said,
        kind: 'switch',
        id: name,
        shared: true,
        isOn: () => ownDefaults.values[name],
        turn: (on) => void ownDefaults.change({ [name]: on }),
    };
}
