import { withdrawSubmission } from '$lib/server/domain/compositions';
import { endpoint } from '$lib/server/http';

/** What was or will be sent under this Idempotency-Key is not wanted, whether it has arrived or not. Ours alone. */
export const DELETE = endpoint(
    { scope: 'write:statuses', access: 'user' },
    async ({ db, viewer, params }) => {
        await withdrawSubmission(db, viewer, params.id.slice(0, 255));
        return {};
    },
);
