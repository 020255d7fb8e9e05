import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { listSessions, revokeAccess } from '$lib/server/domain/users';
import { failForm, readInput, showAsPage } from '$lib/server/http';
import type { PageServerLoad } from './$types';

const HERE = '/auth/sessions';

function memberOf({ viewer }: App.Locals) {
    return viewer ?? redirect(303, `/auth/sign-in?next=${HERE}`);
}

/** The browsers a member is signed in with, the one they look from first. */
export const load: PageServerLoad = async ({ locals }) => {
    const member = memberOf(locals);
    const open = await listSessions(database(), member.userId).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    const sessions = open.map(({ id, userAgent, ip, lastSeenAt }) => ({
        id,
        userAgent,
        ip,
        lastSeenAt: lastSeenAt.toISOString(),
        current: id === member.sessionId,
    }));
    return { sessions: sessions.sort((one, other) => Number(other.current) - Number(one.current)) };
};

export const actions: Actions = {
    /** Signs one of them out. */
    default: async (event) => {
        const member = memberOf(event.locals);
        try {
            const input = await readInput(event.request, event.url);
            await revokeAccess(database(), member.userId, { sessionId: input.text('session') ?? '' });
            redirect(303, HERE);
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
