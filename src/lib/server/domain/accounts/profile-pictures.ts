import type { accounts } from '../../db/schema';
import { cutPicture, PICTURE_SIZES } from '../../media';
import { addressOfKey, keyOfAddress, newKey, put, removeStored } from '../../storage';

/** The two pictures of a profile. */
export type PictureRole = 'avatar' | 'header';

type Columns = Partial<typeof accounts.$inferInsert>;
type Addresses = Pick<
    typeof accounts.$inferSelect,
    'avatarUrl' | 'avatarStaticUrl' | 'headerUrl' | 'headerStaticUrl'
>;

/** What a profile is set to for its new pictures, and the files that were stored for it. */
export interface StoredPictures {
    columns: Columns;
    keys: string[];
    /** What the files take together. */
    bytes: number;
}

/**
 * Cuts and stores new pictures. Nobody sees them until the columns are set; where that fails, the caller removes them.
 * @throws Unprocessable for what is no picture.
 */
export async function storePictures(given: Partial<Record<PictureRole, Buffer>>): Promise<StoredPictures> {
    const stored: StoredPictures = { columns: {}, keys: [], bytes: 0 };
    try {
        if (given.avatar) {
            const { moving, still, bytes } = await storePicture('avatar', given.avatar, stored);
            Object.assign(stored.columns, { avatarUrl: moving, avatarStaticUrl: still, avatarBytes: bytes });
        }
        if (given.header) {
            const { moving, still, bytes } = await storePicture('header', given.header, stored);
            Object.assign(stored.columns, { headerUrl: moving, headerStaticUrl: still, headerBytes: bytes });
        }
    } catch (error) {
        await removeFiles(stored.keys);
        throw error;
    }
    return stored;
}

async function storePicture(
    role: PictureRole,
    bytes: Buffer,
    stored: StoredPictures,
): Promise<{ moving: string; still: string; bytes: number }> {
    const picture = await cutPicture(bytes, PICTURE_SIZES[role]);
    const before = stored.bytes;
    const store = async (content: Buffer) => {
        const key = newKey(`${role}s`, 'webp');
        await put(key, content);
        stored.keys.push(key);
        stored.bytes += content.length;
        return addressOfKey(key);
    };
    const still = await store(picture.still);
    const moving = picture.moving === picture.still ? still : await store(picture.moving);
    return { still, moving, bytes: stored.bytes - before };
}

/** The files that a profile had and has no more. */
export function keysLeftBehind(before: Addresses, after: Addresses): string[] {
    const addresses = ({ avatarUrl, avatarStaticUrl, headerUrl, headerStaticUrl }: Addresses) => [
        avatarUrl,
        avatarStaticUrl,
        headerUrl,
        headerStaticUrl,
    ];
    const kept = new Set(addresses(after));
    const gone = addresses(before).filter((address) => !kept.has(address));
    return [...new Set(gone.flatMap((address) => keyOfAddress(address) ?? []))];
}

/** Removes files. One that cannot be removed is found by the sweeper. */
export async function removeFiles(keys: readonly string[]): Promise<void> {
    await Promise.allSettled(keys.map(removeStored));
}
