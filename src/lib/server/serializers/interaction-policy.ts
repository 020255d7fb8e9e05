import type { InteractionPolicy, InteractionSubPolicy } from '$lib/mastodon-api/entities';
import type { InteractionPolicy as Policy, InteractionRule } from '../db/schema';

const EVERYBODY: InteractionRule = { automatic: ['public'], manual: [] };

/** A policy as GoToSocial's clients know it; a quote is named only where the policy names it. */
export function interactionPolicyEntity({ favourite, reply, boost, quote }: Policy): InteractionPolicy {
    return {
        can_favourite: ruleEntity(favourite),
        can_reply: ruleEntity(reply),
        can_reblog: ruleEntity(boost),
        ...(quote && { can_quote: ruleEntity(quote) }),
    };
}

/** Under the names in use and, for older clients, those before them. */
function ruleEntity({ automatic, manual }: InteractionRule = EVERYBODY): InteractionSubPolicy {
    return {
        automatic_approval: automatic,
        manual_approval: manual,
        always: automatic,
        with_approval: manual,
    };
}
