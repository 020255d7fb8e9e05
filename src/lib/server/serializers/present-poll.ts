import type { Poll } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { presentStatus } from './present-statuses';

/**
 * The poll of the status `statusId` as `viewer` sees it.
 * @throws NotFound where they may not see the status, or it asks nothing.
 */
export async function presentPoll(db: Database, viewer: Actor | null, statusId: string): Promise<Poll> {
    const { poll } = await presentStatus(db, viewer, statusId);
    if (!poll) throw new NotFound();
    return poll;
}
