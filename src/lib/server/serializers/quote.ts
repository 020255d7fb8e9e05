import type {
    Quote,
    QuoteApproval,
    QuotersByRelation,
    QuoteState,
    ShallowQuote,
    Status,
} from '$lib/mastodon-api/entities';
import type { Party } from '../db/schema';
import { permissionFor, ruleFor } from '../domain/statuses';
import type { MentionRow } from './attached-rows';
import type { Material } from './hydrate';
import type { StatusRow } from './status-rows';

/** What clients call it when the viewer would rather not meet the quoted author. */
const HIDDEN: Record<NonNullable<StatusRow['quotedHiddenBy']>, QuoteState> = {
    block: 'blocked_account',
    domain: 'blocked_domain',
    mute: 'muted_account',
};

/**
 * https://docs.joinmastodon.org/entities/Quote/
 * Null for a status that quotes nothing. What the viewer may not see is named by its state alone; where they only wished
 * not to meet its author it comes along, for them to open. `present` makes the quoted status; without it, within another
 * quote, the target is only named.
 */
export function quoteEntity(
    material: Material,
    { quoteOfId, quoteState }: StatusRow,
    present: ((quoted: StatusRow) => Status | undefined) | undefined,
): Quote | ShallowQuote | null {
    if (quoteState === null) return null;
    const without = (state: QuoteState): Quote | ShallowQuote =>
        present ? { state, quoted_status: null } : { state, quoted_status_id: null };
    if (quoteState !== 'accepted') return without(quoteState);
    if (quoteOfId === null) return without('deleted');
    if (!present) return { state: 'accepted', quoted_status_id: quoteOfId };
    const quoted = material.statuses.get(quoteOfId);
    if (!quoted) return without('deleted');
    const state = quoted.quotedHiddenBy === null ? 'accepted' : HIDDEN[quoted.quotedHiddenBy];
    const entity = quoted.visible ? present(quoted) : undefined;
    if (entity) return { state, quoted_status: entity };
    return without(state === 'accepted' ? 'unauthorized' : state);
}

/** Clients know these; anything else is unsupported to them. */
const NAMES: Partial<Record<Party, QuotersByRelation>> = {
    public: 'public',
    followers: 'followers',
    following: 'following',
};

/** https://docs.joinmastodon.org/entities/QuoteApproval/ */
export function quoteApprovalEntity(
    row: StatusRow,
    viewerId: string | null,
    mentions: readonly MentionRow[],
): QuoteApproval {
    const { automatic, manual } = ruleFor('quote', row);
    const permission =
        viewerId === null
            ? 'denied'
            : permissionFor('quote', row, {
                  own: row.accountId === viewerId,
                  follows: row.viewerFollows ?? false,
                  followed: row.followsViewer ?? false,
                  mentioned: mentions.some(({ id }) => id === viewerId),
              });
    return { automatic: namesOf(automatic), manual: namesOf(manual), current_user: permission };
}

function namesOf(parties: readonly Party[]): QuotersByRelation[] {
    return [...new Set(parties.map((party) => NAMES[party] ?? 'unsupported_policy'))];
}
