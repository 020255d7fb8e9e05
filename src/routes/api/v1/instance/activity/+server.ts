import type { InstanceActivity } from '$lib/mastodon-api/entities';
import { weeklyActivity } from '$lib/server/domain/instance';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/instance/#activity */
export const GET = endpoint(
    { scope: null, access: 'public' },
    async ({ db }): Promise<InstanceActivity[]> => {
        const weeks = await weeklyActivity(db);
        return weeks.map(({ start, statuses, logins, registrations }) => ({
            week: String(start.getTime() / 1_000),
            statuses: String(statuses),
            logins: String(logins),
            registrations: String(registrations),
        }));
    },
);
