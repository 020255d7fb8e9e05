import { database } from '../database/open';
import { dropAllPictures } from '../database/pictures';
import type { Change, StoreName } from '../database/records';

/** What can be fetched again; what the person wrote, and what waits to be sent, is in none of these. */
const READ = [
    'statuses',
    'accounts',
    'relationships',
    'notificationGroups',
    'feeds',
    'threads',
    'conversations',
    'lists',
    'profiles',
    'saved',
    'messages',
] as const satisfies readonly StoreName[];

/** Forgets everything that was read, pictures included. Drafts, waiting posts and settings stay. */
export async function forgetRead(): Promise<void> {
    await dropAllPictures();
    for (const store of READ) {
        const changes = (await database().ids(store)).map((id) => ({ store, delete: id }) as Change);
        await database().write(changes);
    }
}
