import type { Visibility } from '../../db/schema';

interface AudienceRules {
    /** Strangers may see it, so it counts in numbers that strangers see. */
    open: boolean;
    /** Counts among its author's posts. */
    counted: boolean;
    boostableBy: 'everybody' | 'author' | 'nobody';
    /** May stand on top of its author's profile. */
    pinnable: boolean;
}

/** What each audience allows beyond being seen, which `visibility.ts` decides. */
export const audienceRules: Readonly<Record<Visibility, AudienceRules>> = {
    public: { open: true, counted: true, boostableBy: 'everybody', pinnable: true },
    unlisted: { open: true, counted: true, boostableBy: 'everybody', pinnable: true },
    private: { open: false, counted: true, boostableBy: 'author', pinnable: true },
    limited: { open: false, counted: true, boostableBy: 'nobody', pinnable: false },
    direct: { open: false, counted: false, boostableBy: 'nobody', pinnable: false },
};
