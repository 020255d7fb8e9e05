import type { Approvals } from '../../activitypub/read-approvals';
import type { NoteRecord } from '../../activitypub/read-note';
import { isPublicAddress } from '../../activitypub/vocabulary';
import type { InteractionPolicy, InteractionRule, Party } from '../../db/schema';
import type { AccountRow } from '../accounts';
import type { StatusRow } from './find-visible-status';

/**
 * Who may do what with a post of somebody elsewhere, as columns. Where its server says nothing, everybody who sees it may
 * do everything but quote it.
 */
export function policyOf(
    note: NoteRecord,
    author: AccountRow,
): Pick<StatusRow, 'quotePolicy' | 'interactionPolicy'> {
    const { quotePolicy, rule } = quotingOf(note, author);
    const { favourite, reply, boost } = note.policy;
    const interactionPolicy: InteractionPolicy = {
        ...restricted('favourite', favourite, note, author),
        ...restricted('reply', reply, note, author),
        ...restricted('boost', boost, note, author),
        ...(rule && { quote: rule }),
    };
    const saysAnything = Object.keys(interactionPolicy).length > 0;
    return { quotePolicy, interactionPolicy: saysAnything ? interactionPolicy : null };
}

/** Who may quote it: one of the three answers members choose from where that says it all, or else a rule. */
function quotingOf(
    note: NoteRecord,
    author: AccountRow,
): { quotePolicy: StatusRow['quotePolicy']; rule?: InteractionRule } {
    if (!note.policy.quote) return { quotePolicy: 'nobody' };
    const rule = ruleOf(note.policy.quote, note, author);
    const isSimple = rule.manual.length === 0 && rule.automatic.length <= 1;
    const [only] = rule.automatic;
    if (isSimple && (only === 'public' || only === 'followers')) return { quotePolicy: only };
    return isSimple && only === undefined ? { quotePolicy: 'nobody' } : { quotePolicy: 'nobody', rule };
}

/** A rule only where not everybody may anyway. */
function restricted(
    interaction: 'favourite' | 'reply' | 'boost',
    approvals: Approvals | undefined,
    note: NoteRecord,
    author: AccountRow,
): InteractionPolicy {
    if (!approvals || approvals.automatic.some(isPublicAddress)) return {};
    return { [interaction]: ruleOf(approvals, note, author) };
}

function ruleOf({ automatic, manual }: Approvals, note: NoteRecord, author: AccountRow): InteractionRule {
    return { automatic: partiesOf(automatic, note, author), manual: partiesOf(manual, note, author) };
}

function partiesOf(addresses: string[], { mentions }: NoteRecord, author: AccountRow): Party[] {
    const parties = addresses.flatMap((address): Party[] => {
        if (isPublicAddress(address)) return ['public'];
        if (address === author.followersUrl) return ['followers'];
        if (address === author.followingUrl) return ['following'];
        // An author may always do it themselves: naming them alone says that nobody else may.
        if (address === author.uri) return [];
        return [mentions.some(({ href }) => href === address) ? 'mentioned' : 'unknown'];
    });
    return [...new Set(parties)];
}
