import { ServiceUnavailable } from '../errors';
import { STORED_KINDS } from './keys';
import { sha256Of } from './s3';
import type { ListedFile, Store } from './store';
import { stores } from './stored-files';

/** What was moved so far. */
export interface Moved {
    files: number;
    bytes: number;
}

/** So many at once: most of the time of each is spent waiting for disks and networks. */
const AT_ONCE = 4;

/** How much there still is in the place where files no longer go. */
export async function countLeft(): Promise<Moved> {
    const left: Moved = { files: 0, bytes: 0 };
    for await (const { bytes } of leftFiles()) {
        left.files++;
        left.bytes += bytes;
    }
    return left;
}

/**
 * Moves every file to where files go now, while the community runs: each is read back there and compared before it is
 * removed where it was. Whoever begins again goes on with what is left. `onMoved` hears after each.
 * @throws NoRoom, ServiceUnavailable; nothing is lost then.
 */
export async function moveStored(onMoved: (moved: Moved) => void = () => {}): Promise<Moved> {
    const { first, second } = stores();
    const moved: Moved = { files: 0, bytes: 0 };
    if (!second) return moved;
    const files = leftFiles();
    const work = async () => {
        for (let next; !(next = await files.next()).done;) {
            await move(next.value, second, first);
            moved.files++;
            moved.bytes += next.value.bytes;
            onMoved(moved);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return moved;
}

async function* leftFiles(): AsyncGenerator<ListedFile> {
    const { second } = stores();
    const everything = new Date(Date.now() + 86_400_000);
    if (second) for (const kind of STORED_KINDS) yield* second.list(kind, everything);
}

async function move({ key, bytes }: ListedFile, from: Store, to: Store): Promise<void> {
    const original = await from.open(key);
    // Somebody removed it meanwhile.
    if (!original) return;
    const sum = await sha256Of(original.read());
    if (!(await isThere(to, key, bytes, sum))) {
        await from.withLocalCopy(key, (path) => to.putCopy(key, path));
        if (!(await isThere(to, key, bytes, sum)))
            throw new ServiceUnavailable(`${key} did not arrive as it was sent; it is still where it was`);
    }
    const isWanted = (await from.open(key)) !== undefined;
    if (isWanted) await from.remove(key);
    else await to.remove(key);
}

async function isThere(store: Store, key: string, bytes: number, sum: string): Promise<boolean> {
    const file = await store.open(key);
    return file !== undefined && file.bytes === bytes && (await sha256Of(file.read())) === sum;
}
