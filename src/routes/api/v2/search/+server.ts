import { SEARCHED, search } from '$lib/server/domain/search';
import { BadRequest, Unauthorized, Unprocessable } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { presentFindings } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/search/#v2 */
export const GET = endpoint({ scope: 'read:search', access: 'public' }, async ({ db, viewer, input }) => {
    if (!input.has('q')) throw new BadRequest('param is missing or the value is empty: q');
    const type = input.text('type');
    const only = SEARCHED.find((kind) => kind === type);
    if (type !== undefined && !only) throw new Unprocessable(`type must be one of ${SEARCHED.join(', ')}`);
    const resolve = input.flag('resolve') ?? false;
    const offset = input.integer('offset') ?? 0;
    if (!viewer && resolve)
        throw new Unauthorized(
            'Search queries that resolve remote resources are not supported without authentication',
        );
    if (!viewer && offset > 0)
        throw new Unauthorized('Search queries pagination is not supported without authentication');
    // Three lists have no common place to go on from.
    if (offset !== 0 && !only) throw new BadRequest('offset needs a type');
    const { limit, minId, maxId } = input.slice();
    const findings = await search(db, viewer, {
        text: input.text('q', { max: 2_000 }) ?? '',
        only,
        limit,
        offset: Math.min(Math.max(offset, 0), 10_000),
        resolve,
        following: input.flag('following') ?? false,
        reviewed: input.flag('exclude_unreviewed') ?? false,
        authorId: input.id('account_id'),
        aboveId: minId,
        belowId: maxId,
    });
    return presentFindings(db, viewer, findings);
});
