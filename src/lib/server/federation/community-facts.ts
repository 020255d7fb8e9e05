import type { CommunityFacts } from '../activitypub/nodeinfo';
import type { Database } from '../db';
import { instanceState, statistics } from '../domain/instance';
import { version } from '../version';

/** What NodeInfo tells about this community. */
export async function communityFacts(db: Database): Promise<CommunityFacts> {
    const [{ settings }, { members, activeMembers, statuses }] = await Promise.all([
        instanceState(db),
        statistics(db),
    ]);
    return {
        version,
        title: settings.title,
        description: settings.shortDescription,
        openRegistrations: settings.registrations === 'open',
        users: { total: members, activeMonth: activeMembers.month, activeHalfyear: activeMembers.halfYear },
        localPosts: statuses,
    };
}
