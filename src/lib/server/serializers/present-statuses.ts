import type { Status } from '$lib/mastodon-api/entities';
import { isId, type Database } from '../db';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { hydrate } from './hydrate';
import { statusEntity } from './status';

/** The statuses `ids` as `viewer` sees them, in the order of `ids`; what they may not see is left out. */
export async function presentStatuses(
    db: Database,
    viewer: Actor | null,
    ids: readonly string[],
): Promise<Status[]> {
    const material = await hydrate(db, viewer?.accountId ?? null, ids);
    const entities: Status[] = [];
    for (const id of ids) {
        const entity = statusEntity(material, id);
        if (entity) entities.push(entity);
    }
    return entities;
}

/**
 * The status `id` as `viewer` sees it.
 * @throws NotFound where it does not exist or they may not see it.
 */
export async function presentStatus(db: Database, viewer: Actor | null, id: string): Promise<Status> {
    const [entity] = isId(id) ? await presentStatuses(db, viewer, [id]) : [];
    if (!entity) throw new NotFound();
    return entity;
}

/**
 * A public post of the member `username` as everybody sees it, for showing within other pages.
 * @throws NotFound for boosts, for others' posts and for what is not open to everybody.
 */
export async function presentEmbeddable(db: Database, username: string, id: string): Promise<Status> {
    const status = await presentStatus(db, null, id);
    const isTheirs = status.account.acct.toLowerCase() === username.toLowerCase();
    if (!isTheirs || status.reblog) throw new NotFound();
    return status;
}
