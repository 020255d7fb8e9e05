import { database } from '../database/open';
import { measurePictures } from '../database/pictures';
import type { StoreName } from '../database/records';

/** What of the device's room is used for what, in bytes; parts that the browser does not tell are left out. */
export interface Usage {
    total: number | undefined;
    quota: number | undefined;
    pictures: number;
    /** Files of drafts and of posts to be sent. */
    files: number;
    /** The app itself, to start without a network. */
    app: number | undefined;
    /** Posts, people and everything else that was read. */
    reading: number | undefined;
    counts: { posts: number; people: number; threads: number; notifications: number; drafts: number };
}

/** As Chromium tells more than the standard asks for. */
interface DetailedEstimate extends StorageEstimate {
    usageDetails?: { indexedDB?: number; caches?: number };
}

/** Measures what the device keeps. */
export async function measureUsage(): Promise<Usage> {
    const counted = async (store: StoreName) => (await database().ids(store)).length;
    const [estimate, { bytes: pictures }, files, posts, people, threads, notifications, drafts] =
        await Promise.all([
            (navigator.storage?.estimate?.() ?? Promise.resolve({})) as Promise<DetailedEstimate>,
            measurePictures(),
            fileBytes(),
            counted('statuses'),
            counted('accounts'),
            counted('threads'),
            counted('notificationGroups'),
            counted('drafts'),
        ]);
    const { usage, quota, usageDetails } = estimate;
    const apart = (whole: number | undefined, part: number) =>
        whole === undefined ? undefined : Math.max(0, whole - part);
    return {
        total: usage,
        quota,
        pictures,
        files,
        app: apart(usageDetails?.caches, pictures),
        reading: apart(usageDetails?.indexedDB ?? apart(usage, pictures), files),
        counts: { posts, people, threads, notifications, drafts },
    };
}

async function fileBytes(): Promise<number> {
    const [kept, shared] = await Promise.all([database().getAll('files'), database().getAll('shared')]);
    const files = [...kept.map(({ file }) => file), ...shared.flatMap((one) => one.files)];
    return files.reduce((sum, { size }) => sum + size, 0);
}
