import { isId, type Database } from '$lib/server/db';
import { scheduleStatus } from '$lib/server/domain/compositions';
import { postStatus, UnexpectedMentions, type Draft } from '$lib/server/domain/statuses';
import type { Viewer } from '$lib/server/domain/users';
import { Unprocessable } from '$lib/server/errors';
import { endpoint, idempotencyKeyOf } from '$lib/server/http';
import {
    presentAccounts,
    presentOneScheduled,
    presentStatus,
    presentStatuses,
} from '$lib/server/serializers';
import { readDraft } from './read-draft.server';

/** A date ahead makes a scheduled post. https://docs.joinmastodon.org/methods/statuses/#create */
export const POST = endpoint(
    { scope: 'write:statuses', access: 'user', limit: 'posting' },
    async ({ db, viewer, input, request }) => {
        const idempotencyKey = idempotencyKeyOf(request);
        const draft = readDraft(input);
        try {
            return await submit(db, viewer, draft, { idempotencyKey });
        } catch (error) {
            if (!(error instanceof UnexpectedMentions)) throw error;
            const unexpected_accounts = await presentAccounts(db, viewer, error.accountIds);
            throw new Unprocessable(error.message, { unexpected_accounts });
        }
    },
);

async function submit(db: Database, viewer: Viewer, draft: Draft, options: { idempotencyKey?: string }) {
    const { scheduledAt } = draft;
    if (scheduledAt && scheduledAt > new Date())
        return presentOneScheduled(db, await scheduleStatus(db, viewer, { ...draft, scheduledAt }, options));
    const { id } = await postStatus(db, viewer, draft, options);
    return presentStatus(db, viewer, id);
}

/** https://docs.joinmastodon.org/methods/statuses/#index */
export const GET = endpoint({ scope: 'read:statuses', access: 'public' }, ({ db, viewer, input }) =>
    presentStatuses(db, viewer, input.list('id', { max: 40 }).filter(isId)),
);
