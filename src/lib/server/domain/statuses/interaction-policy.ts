import type { Interaction, InteractionPolicy, InteractionRule, Visibility } from '../../db/schema';
import { audienceRules } from './audiences';

export const QUOTE_POLICIES = ['public', 'followers', 'nobody'] as const;
export type QuotePolicy = (typeof QUOTE_POLICIES)[number];

/** What a status says about who may do what with it. */
export interface Policed {
    visibility: Visibility;
    quotePolicy: QuotePolicy;
    interactionPolicy: InteractionPolicy | null;
}

/** How somebody stands to the author of a status. */
export interface Standing {
    own: boolean;
    /** They follow the author. */
    follows: boolean;
    /** The author follows them. */
    followed: boolean;
    mentioned: boolean;
}

/**
 * Whether somebody may do a thing at once, may ask the author for it, or may not. `unknown` where the author's server
 * named a party that nobody here can tell: asking may work.
 */
export type Permission = 'automatic' | 'manual' | 'denied' | 'unknown';

const EVERYBODY: InteractionRule = { automatic: ['public'], manual: [] };
const QUOTERS: Record<QuotePolicy, InteractionRule> = {
    public: EVERYBODY,
    followers: { automatic: ['followers'], manual: [] },
    nobody: { automatic: [], manual: [] },
};

/** Who besides the author may do this with a status they can see. */
export function ruleFor(interaction: Interaction, status: Policed): InteractionRule {
    const rule = status.interactionPolicy?.[interaction];
    if (interaction !== 'quote') return rule ?? EVERYBODY;
    // A quote carries its post as far as a boost does.
    if (audienceRules[status.visibility].boostableBy !== 'everybody') return QUOTERS.nobody;
    return rule ?? QUOTERS[status.quotePolicy];
}

/** Whether it takes knowing how somebody stands to the author to say what they may do. */
export function dependsOnStanding(interaction: Interaction, status: Policed): boolean {
    return !ruleFor(interaction, status).automatic.includes('public');
}

/** What somebody may do with a status they can see. */
export function permissionFor(interaction: Interaction, status: Policed, standing: Standing): Permission {
    if (standing.own) {
        const isForNobody =
            interaction === 'quote' && audienceRules[status.visibility].boostableBy === 'nobody';
        return isForNobody ? 'denied' : 'automatic';
    }
    const { automatic, manual } = ruleFor(interaction, status);
    if (includes(automatic, standing)) return 'automatic';
    if (includes(manual, standing)) return 'manual';
    return automatic.includes('unknown') || manual.includes('unknown') ? 'unknown' : 'denied';
}

function includes(
    parties: InteractionRule['automatic'],
    { follows, followed, mentioned }: Standing,
): boolean {
    return parties.some((party) => {
        switch (party) {
            case 'public':
                return true;
            case 'followers':
                return follows;
            case 'following':
                return followed;
            case 'mutuals':
                return follows && followed;
            case 'mentioned':
                return mentioned;
            case 'unknown':
                return false;
        }
    });
}
