import type { OwnMediaUsage } from '$lib/mastodon-api/entities';
import { quotaOf } from '$lib/server/domain/media';
import { endpoint } from '$lib/server/http';

/** What a member keeps here in files and may keep, in bytes. Ours alone. */
export const GET = endpoint(
    { scope: 'read:accounts', access: 'user' },
    ({ db, viewer }): Promise<OwnMediaUsage> => quotaOf(db, viewer),
);
