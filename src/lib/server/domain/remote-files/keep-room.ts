import { config } from '../../config';
import type { Database } from '../../db';
import { log } from '../../log';
import { makeRoom } from './make-room';
import { spaceUsed } from './space';

/** Where more than this part of the ceiling is used, files leave until as much as the second part is. */
const FULL = 0.95;
const ROOMY = 0.9;

let working: Promise<void> | undefined;

/** Lets files leave before there is no room, beside whatever else is done: nobody waits for it. */
export function keepRoom(db: Database): void {
    working ??= leaveRoom(db)
        .catch((error: unknown) => log.warn({ err: error }, 'Remote files could not be made to leave'))
        .finally(() => (working = undefined));
}

async function leaveRoom(db: Database): Promise<void> {
    const { ceiling } = config().remoteMedia;
    if ((await spaceUsed(db)) > ceiling * FULL) await makeRoom(db, ceiling * ROOMY);
}

/** Waits until nobody makes room; for tests and an orderly end. */
export async function roomIsKept(): Promise<void> {
    await working;
}
