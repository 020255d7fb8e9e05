import type { FilterAction, FilterContext, Status } from '$lib/mastodon-api/entities';

/** What a member's filters say of a post in one place. */
export interface FilterVerdict {
    action: FilterAction;
    /** The names of the filters that ask for it. */
    titles: string[];
}

const BY_STRENGTH: readonly FilterAction[] = ['hide', 'warn', 'blur'];

/**
 * The strongest of the filters that hold where the post stands; null when none does. The server tells all that match:
 * which of them count here, and which have ended since, is for the reader's side to see. Of a boost, those of what it
 * boosts.
 */
export function filterVerdict(
    status: Status,
    context: FilterContext | undefined,
    now: number = Date.now(),
): FilterVerdict | null {
    if (!context) return null;
    const holding = ((status.reblog ?? status).filtered ?? [])
        .map(({ filter }) => filter)
        .filter((filter) => filter.context.includes(context))
        .filter(({ expires_at }) => expires_at === null || Date.parse(expires_at) > now);
    const action = BY_STRENGTH.find((one) => holding.some(({ filter_action }) => filter_action === one));
    if (!action) return null;
    const titles = holding.filter(({ filter_action }) => filter_action === action).map(({ title }) => title);
    return { action, titles: [...new Set(titles)] };
}
