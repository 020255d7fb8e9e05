import { instanceState } from '$lib/server/domain/instance';
import { endpoint } from '$lib/server/http';
import { ruleEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/instance/#rules */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db }) => {
    const { rules } = await instanceState(db);
    return rules.map(ruleEntity);
});
