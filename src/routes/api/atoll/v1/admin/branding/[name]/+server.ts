import { instanceState, isBrandPicture, removeBrandPicture } from '$lib/server/domain/instance';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { brandingEntity } from '$lib/server/serializers';

/** Takes the `logo` or the `banner` off. */
export const DELETE = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageSettings' },
    async ({ db, params }) => {
        if (!isBrandPicture(params.name)) throw new NotFound();
        await removeBrandPicture(db, params.name);
        return brandingEntity(await instanceState(db));
    },
);
