import { getStatuses } from '../api/statuses';
import { entities } from '../stores/entities.svelte';

/** As many posts as somebody can have before their eyes or a short scroll away. */
const CHECKED = 200;
/** The most that are told at once. */
const AT_ONCE = 40;

/** The person's filters are others now: asks the server anew what they mean for the newest posts in memory. */
export async function recheckFilters(): Promise<void> {
    const ids = entities.newestIds(CHECKED);
    for (let start = 0; start < ids.length; start += AT_ONCE) {
        const statuses = await getStatuses(globalThis.fetch, ids.slice(start, start + AT_ONCE)).catch(
            () => [],
        );
        await entities.absorb(statuses);
    }
}
