import { NoRoom } from '../errors';

/** The disk is full, or what this user may fill of it. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Does what writes files. @throws NoRoom where the disk is full. */
export async function withRoom<T>(write: () => Promise<T>): Promise<T> {
    try {
        return await write();
    } catch (error) {
        throw asNoRoom(error);
    }
}

/** The same error, or NoRoom where it says that the disk is full. */
export function asNoRoom(error: unknown): unknown {
    return FULL.has((error as NodeJS.ErrnoException | null)?.code ?? '') ? new NoRoom(error) : error;
}
