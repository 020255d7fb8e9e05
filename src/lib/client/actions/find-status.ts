import type { Status } from '$lib/mastodon-api/entities';
import { getStatus } from '../api/statuses';
import { entities } from '../stores/entities.svelte';

/** A post from the device, or else from the server; undefined when it is gone. */
export async function findStatus(id: string): Promise<Status | undefined> {
    const known = await entities.load([id]);
    if (!known.has(id))
        await getStatus(fetch, id).then(
            (status) => entities.absorb([status]),
            () => {},
        );
    return entities.status(id);
}
