import type { InteractionPolicy, UserSettings } from '../../db/schema';
import type { Audience, Draft } from './draft';
import type { QuotePolicy } from './interaction-policy';

/** Who may do what with a new post: what its author says, what they chose once, and else everybody. */
export function policyOf(
    draft: Pick<Draft, 'quotePolicy' | 'interactionPolicy'>,
    visibility: Audience,
    settings: UserSettings,
): { quotePolicy: QuotePolicy; interactionPolicy: InteractionPolicy | null } {
    const chosen = draft.interactionPolicy ?? settings.interactionPolicies?.[visibility] ?? {};
    const { quote, ...others } = chosen;
    const policy = quote && !draft.quotePolicy ? { ...others, quote } : others;
    return {
        quotePolicy: draft.quotePolicy ?? settings.defaultQuotePolicy ?? 'public',
        interactionPolicy: Object.keys(policy).length > 0 ? policy : null,
    };
}
