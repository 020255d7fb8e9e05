import type { DomainBlock } from '$lib/mastodon-api/entities';
import { instanceState } from '$lib/server/domain/instance';
import { listLimitedDomains } from '$lib/server/domain/moderation';
import { endpoint } from '$lib/server/http';

/**
 * Empty for those to whom the community does not publish which servers it limits.
 * https://docs.joinmastodon.org/methods/instance/#domain_blocks
 */
export const GET = endpoint(
    { scope: null, access: 'public' },
    async ({ db, viewer }): Promise<DomainBlock[]> => {
        const { blocksShownTo } = (await instanceState(db)).settings;
        const mayRead = blocksShownTo === 'everybody' || (blocksShownTo === 'members' && viewer !== null);
        return mayRead ? listLimitedDomains(db) : [];
    },
);
