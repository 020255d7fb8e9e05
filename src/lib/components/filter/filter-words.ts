import type { FilterAction, FilterContext } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';

/** What a filter does, in the order of how much is still seen. */
export const actionWords: Record<FilterAction, () => string> = {
    warn: m.filters_action_warn,
    blur: m.filters_action_blur,
    hide: m.filters_action_hide,
};

/** Where a filter holds. */
export const contextWords: Record<FilterContext, () => string> = {
    home: m.filters_context_home,
    notifications: m.filters_context_notifications,
    public: m.filters_context_public,
    thread: m.filters_context_thread,
    account: m.filters_context_account,
};

/** For how long, in seconds; null for ever. */
export const FILTER_TIMES: readonly { seconds: number | null; label: () => string }[] = [
    { seconds: null, label: m.filters_for_ever },
    { seconds: 1_800, label: m.duration_30_minutes },
    { seconds: 3_600, label: m.duration_1_hour },
    { seconds: 21_600, label: m.duration_6_hours },
    { seconds: 86_400, label: m.duration_1_day },
    { seconds: 604_800, label: m.duration_1_week },
];
