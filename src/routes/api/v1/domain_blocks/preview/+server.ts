import { previewDomainBlock } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';

/** What a refusal would sever; undocumented, but asked for by clients before `POST /api/v1/domain_blocks`. */
export const GET = endpoint({ scope: 'read:blocks', access: 'user' }, async ({ db, viewer, input }) => {
    const { followers, following } = await previewDomainBlock(db, viewer, input.text('domain') ?? '');
    return { followers_count: followers, following_count: following };
});
