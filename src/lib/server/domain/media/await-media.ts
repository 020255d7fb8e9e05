import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../db';
import type { Actor } from '../users';
import { findOwnMedia, type MediaRecord } from './own-media';

const LOOK_EVERY_MS = 250;

/**
 * Waits until an own file is ready or has failed, at most `seconds`; returns it as it is then.
 * @throws NotFound where it is deleted meanwhile.
 */
export async function awaitMedia(
    db: Database,
    actor: Actor,
    id: string,
    seconds: number,
): Promise<MediaRecord> {
    for (const until = Date.now() + seconds * 1_000; ; await pause(LOOK_EVERY_MS)) {
        const file = await findOwnMedia(db, actor, id);
        if (file.state !== 'processing' || Date.now() >= until) return file;
    }
}
