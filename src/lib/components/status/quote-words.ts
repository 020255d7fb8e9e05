import type { QuoteState } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';

const words: Record<QuoteState, () => string> = {
    // Only within another quote: the post itself is not told there.
    accepted: m.quote_shallow,
    pending: m.quote_pending,
    rejected: m.quote_rejected,
    revoked: m.quote_revoked,
    deleted: m.quote_deleted,
    unauthorized: m.quote_unauthorized,
    blocked_account: m.quote_blocked_account,
    blocked_domain: m.quote_blocked_domain,
    muted_account: m.quote_muted_account,
};

/** Why a quoted post is not shown. Servers may come to know other states: those tell that it is not there. */
export function quoteWords(state: QuoteState): string {
    return (words[state] ?? m.quote_unauthorized)();
}
