/** How much of other servers' files is kept, as Prometheus reads it. */
import { config } from './config';
import type { Database } from './db';
import { spaceUsed } from './domain/remote-files';
import { gaugeOf } from './metrics';

/** Has the figures read whenever somebody asks for the metrics. */
export function gaugeRemoteMedia(db: Database): void {
    gaugeOf(
        'atoll_remote_media_bytes',
        'What files of other servers take, reservations included',
        [],
        async () => [{ labels: {}, value: await spaceUsed(db) }],
    );
    gaugeOf('atoll_remote_media_ceiling_bytes', 'What files of other servers may take', [], () => [
        { labels: {}, value: config().remoteMedia.ceiling },
    ]);
}
