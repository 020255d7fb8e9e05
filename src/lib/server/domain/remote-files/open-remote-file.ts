import { LRUCache } from 'lru-cache';
import { sql } from 'drizzle-orm';
import { config } from '../../config';
import type { Database } from '../../db';
import { NotFound } from '../../errors';
import { counterOf } from '../../metrics';
import { fetchFile } from './fetch-file';
import { lookUp, openKept } from './kept-file';
import { passingOn } from './pass-on';
import { pictureInMemory } from './picture-memory';
import type { Opening, RemoteFile } from './remote-file';
import { hashOf } from './space';

/** What could not be had is not asked for again before this, in milliseconds. */
const FORGET_FAILURE = 300_000;

const failed = new LRUCache<string, true>({ max: 10_000, ttl: FORGET_FAILURE });
const underWay = new Map<string, Promise<Opening>>();

const views = counterOf('atoll_remote_media_views_total', 'Remote files given out, by where they came from', [
    'from',
]);

/**
 * The file at a remote address, to be shown from here: as it is kept, or fetched once for all who ask at the same time.
 * @throws NotFound where there is none that may be shown.
 */
export async function openRemoteFile(db: Database, url: string): Promise<RemoteFile> {
    if (config().remoteMedia.mode === 'off') throw new NotFound();
    const row = await lookUp(db, url);
    if (row.isRefused) throw new NotFound();
    if (row.isLongUnseen) await noteView(db, url);
    const found =
        from('memory', pictureInMemory(url)) ??
        from('storage', await openKept(db, url, row)) ??
        from('passed-on', passingOn(db, url));
    if (found) return found;
    if (failed.has(url)) throw new NotFound();
    const open = await fetchOnce(db, url);
    views.inc({ from: 'origin' });
    return open();
}

function from(where: string, file: RemoteFile | undefined): RemoteFile | undefined {
    if (file) views.inc({ from: where });
    return file;
}

/** At most once an hour for each file. */
async function noteView(db: Database, url: string): Promise<void> {
    await db.execute(sql`
        update remote_files set last_viewed_at = date_trunc('hour', now())
        where url_hash = ${hashOf(url)} and state = 'kept' and last_viewed_at < date_trunc('hour', now())`);
}

function fetchOnce(db: Database, url: string): Promise<Opening> {
    const others = underWay.get(url);
    if (others) return others;
    const { opened, ended } = fetchFile(db, url);
    underWay.set(url, opened);
    // Whoever comes before it is here for good, or given up, takes part.
    void ended.finally(() => underWay.delete(url));
    opened.catch((error: unknown) => {
        if (error instanceof NotFound) failed.set(url, true);
    });
    return opened;
}
