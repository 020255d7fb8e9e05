import type { NoteRecord } from '../../activitypub/read-note';
import type { Approvals } from '../../activitypub/read-approvals';
import { isPublicAddress } from '../../activitypub/vocabulary';
import type { InteractionRule, Party } from '../../db/schema';
import type { AccountRow } from '../accounts';
import type { StatusRow } from './find-visible-status';

/**
 * What a note quotes, as columns. Nothing is believed yet: the quote waits until the quoted author's consent is found.
 * One told without knowledge of consent is no quote until it needs none.
 */
export function quoteOf({ quote }: NoteRecord) {
    return {
        quoteOfUri: quote?.uri ?? null,
        quoteState: quote && !quote.isLegacy ? ('pending' as const) : null,
        quoteApprovalUri: quote?.authorizationUri ?? null,
    };
}

/** Who may quote a post of somebody elsewhere, as columns. Where its server says nothing, nobody may. */
export function quotePolicyOf(
    { quoteApprovals }: NoteRecord,
    author: AccountRow,
): Pick<StatusRow, 'quotePolicy' | 'interactionPolicy'> {
    if (!quoteApprovals) return { quotePolicy: 'nobody', interactionPolicy: null };
    const rule = ruleOf(quoteApprovals, author);
    const isSimple = rule.manual.length === 0 && rule.automatic.length <= 1;
    const [only] = rule.automatic;
    if (isSimple && (only === 'public' || only === 'followers'))
        return { quotePolicy: only, interactionPolicy: null };
    if (isSimple && only === undefined) return { quotePolicy: 'nobody', interactionPolicy: null };
    return { quotePolicy: 'nobody', interactionPolicy: { quote: rule } };
}

function ruleOf({ automatic, manual }: Approvals, author: AccountRow): InteractionRule {
    return { automatic: partiesOf(automatic, author), manual: partiesOf(manual, author) };
}

function partiesOf(addresses: string[], author: AccountRow): Party[] {
    const parties = addresses.flatMap((address): Party[] => {
        if (isPublicAddress(address)) return ['public'];
        if (address === author.followersUrl) return ['followers'];
        if (address === author.followingUrl) return ['following'];
        // An author may always quote themselves: naming them alone says that nobody else may.
        return address === author.uri ? [] : ['unknown'];
    });
    return [...new Set(parties)];
}
