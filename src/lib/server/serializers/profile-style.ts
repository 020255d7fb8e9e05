import {
    BACKDROPS,
    FIRST_TABS,
    PROFILE_FONTS,
    USUAL_STYLE,
    type ProfileStyle,
} from '$lib/mastodon-api/profile-style';
import type { ProfileStyle as Chosen } from '../db/schema';

/** What a member chose for their profile; what they did not choose, or cannot any more, is the usual. */
export function profileStyleEntity(chosen: Chosen): ProfileStyle {
    return {
        hue: chosen.hue ?? USUAL_STYLE.hue,
        backdrop: BACKDROPS.find((name) => name === chosen.backdrop) ?? USUAL_STYLE.backdrop,
        font: PROFILE_FONTS.find((name) => name === chosen.font) ?? USUAL_STYLE.font,
        first_tab: FIRST_TABS.find((name) => name === chosen.firstTab) ?? USUAL_STYLE.first_tab,
    };
}
