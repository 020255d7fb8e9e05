import type { AdminMediaUsage } from '$lib/mastodon-api/entities';
import { config } from '$lib/server/config';
import { mediaUsage, usageByDomain, usageByMember } from '$lib/server/domain/files';
import { endpoint } from '$lib/server/http';

/** What files take: by kind, and by member and by other servers' host, the `limit` that take most. Ours alone. */
export const GET = endpoint(
    { scope: 'admin:read', access: 'user', permission: 'viewDashboard' },
    async ({ db, input }): Promise<AdminMediaUsage> => {
        const { limit } = input.slice({ usual: 50, most: 1_000 });
        const members = await usageByMember(db, limit);
        return {
            ...(await mediaUsage(db)),
            members: members.map(({ accountId: id, ...rest }) => ({ id, ...rest })),
            domains: await usageByDomain(db, limit),
            remote: config().remoteMedia,
        };
    },
);
