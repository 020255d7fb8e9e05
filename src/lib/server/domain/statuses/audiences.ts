import type { Visibility } from '../../db/schema';

interface AudienceRules {
    /** Strangers may see it, so it counts in numbers that strangers see. */
    open: boolean;
    /** Whoever follows its author sees it, and strangers do not. */
    forFollowers: boolean;
    /** Counts among its author's posts. */
    counted: boolean;
    boostableBy: 'everybody' | 'author' | 'nobody';
    /** May stand on top of its author's profile. */
    pinnable: boolean;
    /** Comes to the homes of those it names, whether they follow its author or not. */
    personal: boolean;
}

/** What each audience allows beyond being seen, which `visibility.ts` decides. */
export const audienceRules: Readonly<Record<Visibility, AudienceRules>> = {
    public: {
        open: true,
        forFollowers: false,
        counted: true,
        boostableBy: 'everybody',
        pinnable: true,
        personal: false,
    },
    unlisted: {
        open: true,
        forFollowers: false,
        counted: true,
        boostableBy: 'everybody',
        pinnable: true,
        personal: false,
    },
    private: {
        open: false,
        forFollowers: true,
        counted: true,
        boostableBy: 'author',
        pinnable: true,
        personal: false,
    },
    limited: {
        open: false,
        forFollowers: false,
        counted: true,
        boostableBy: 'nobody',
        pinnable: false,
        personal: true,
    },
    direct: {
        open: false,
        forFollowers: false,
        counted: false,
        boostableBy: 'nobody',
        pinnable: false,
        personal: true,
    },
};
