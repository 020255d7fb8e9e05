import type { Draft } from '$lib/client/database/records';
import { me } from '$lib/client/stores/me.svelte';
import { formatList, formatNumber, m } from '$lib/i18n';

const MOST_NAMED = 6;

/** How many people a post reaches, for the chip of its audience; null where nobody can count them. */
export function reachWords(
    { visibility }: Pick<Draft, 'visibility'>,
    people: readonly string[],
): string | null {
    if (visibility === 'direct') return peopleCount(people.length);
    if (people.length > 0) return m.composer_reach_notified({ count: people.length });
    return visibility === 'private' ? peopleCount(me.account?.followers_count ?? 0) : null;
}

function peopleCount(count: number): string {
    return m.composer_reach_people({ count, shown: formatNumber(count) });
}

/** Who exactly hears of it, or sees it. */
export function reachSentence({ visibility }: Pick<Draft, 'visibility'>, people: readonly string[]): string {
    const shown = people.slice(0, MOST_NAMED).map((handle) => `@${handle}`);
    const more = people.length - shown.length;
    const names = formatList(more > 0 ? [...shown, `+${formatNumber(more)}`] : shown);
    if (visibility !== 'direct') return m.composer_reach_names({ names });
    return people.length > 0 ? m.composer_reach_only({ names }) : m.composer_reach_nobody();
}
