import type { MediaProgress } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';
import { findOwnMedia } from '../domain/media';
import type { Viewer } from '../domain/users';
import { presentMedia } from './present-media';

/** How the work on an own file stands. @throws NotFound */
export async function presentProgress(db: Database, viewer: Viewer, id: string): Promise<MediaProgress> {
    const { state, progress, failure } = await findOwnMedia(db, viewer, id);
    const [media] = state === 'ready' ? await presentMedia(db, [id]) : [];
    return { id, state, progress: progress / 100, media, error: failure ?? undefined };
}
