import { resendConfirmation } from '$lib/server/domain/users';
import { endpoint } from '$lib/server/http';

/** Sends the confirmation mail again, to another `email` if wanted. https://docs.joinmastodon.org/methods/emails/#confirmation */
export const POST = endpoint(
    { scope: 'write:accounts', access: 'user', beforeAdmission: true, limit: 'mail-request' },
    async ({ db, viewer, input }) => {
        await resendConfirmation(db, viewer.userId, {
            appId: viewer.appId,
            email: input.text('email')?.trim(),
        });
        return {};
    },
);
