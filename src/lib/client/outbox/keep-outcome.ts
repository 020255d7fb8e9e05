import type { Change, LocalDatabase } from '../database/records';
import type { Outcome } from './perform';

/**
 * Keeps on the device what the server answered while no page was open to take it in. Of a post only what needs no
 * cleaning, which a worker without a document cannot do.
 */
export async function keepOutcome(database: LocalDatabase, outcome: Outcome): Promise<void> {
    const changes = await changesOf(database, outcome);
    // On a full device the page asks the server again.
    await database.write(changes).catch(() => {});
}

async function changesOf(database: LocalDatabase, outcome: Outcome): Promise<Change[]> {
    if ('relationship' in outcome) return [{ store: 'relationships', put: outcome.relationship }];
    if ('deleted' in outcome) {
        const id = outcome.deleted;
        return [
            { store: 'statuses', delete: id },
            { store: 'tombstones', put: { id, at: Date.now() } },
        ];
    }
    if (!('status' in outcome)) return [];
    const told = outcome.status.reblog ?? outcome.status;
    const stored = await database.get('statuses', told.id);
    if (!stored) return [];
    const { favourited, reblogged, bookmarked, pinned, muted, favourites_count, reblogs_count } = told;
    const entity = {
        ...stored.entity,
        favourited,
        reblogged,
        bookmarked,
        pinned,
        muted,
        favourites_count,
        reblogs_count,
    };
    return [{ store: 'statuses', put: { ...stored, entity } }];
}
