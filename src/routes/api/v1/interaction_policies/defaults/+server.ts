import { changeDefaultPolicies, type DefaultPolicies } from '$lib/server/domain/interactions';
import { AUDIENCES } from '$lib/server/domain/statuses';
import { endpoint, type Input } from '$lib/server/http';
import { interactionPolicyEntity } from '$lib/server/serializers';
import { readPolicy } from '../read-policy.server';

/** Who may do what with new posts, by audience. https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, ({ viewer }) =>
    byAudience(viewer.settings.interactionPolicies ?? {}),
);

/** Audiences that are given are replaced, an empty one goes back to everybody; others stay. */
export const PATCH = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, input }) =>
    byAudience(await changeDefaultPolicies(db, viewer, readPolicies(input))),
);

function readPolicies(input: Input): DefaultPolicies {
    const policies: DefaultPolicies = {};
    for (const audience of AUDIENCES) {
        const policy = input.group(audience);
        if (policy) policies[audience] = readPolicy(policy);
        else if (input.has(audience)) policies[audience] = {};
    }
    return policies;
}

function byAudience(policies: DefaultPolicies) {
    return Object.fromEntries(
        AUDIENCES.map((audience) => [audience, interactionPolicyEntity(policies[audience] ?? {})]),
    );
}
