import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { listAllTokens } from '$lib/server/domain/oauth';
import { listSessions, revokeAccess, revokeOtherAccess } from '$lib/server/domain/users';
import { failForm, memberOf, readInput, showAsPage } from '$lib/server/http';
import type { PageServerLoad } from './$types';

const HERE = '/auth/sessions';

/** The browsers a member is signed in with, the one they look from first, and the apps that have access. */
export const load: PageServerLoad = async ({ locals, url }) => {
    const member = memberOf(locals, url);
    const db = database();
    const [open, tokens] = await Promise.all([
        listSessions(db, member.userId),
        listAllTokens(db, member.userId),
    ]).catch((thrown: unknown) => showAsPage(thrown, locals.requestId));
    const browsers = open.map(({ id, userAgent, ip, lastSeenAt }) => ({
        id,
        userAgent,
        ip,
        lastSeenAt: lastSeenAt.toISOString(),
        current: id === member.sessionId,
    }));
    return {
        browsers: browsers.sort((one, other) => Number(other.current) - Number(one.current)),
        apps: tokens.map(({ id, app, lastUsedAt, lastUsedIp }) => ({
            id,
            name: app.name,
            ip: lastUsedIp,
            lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
    };
};

export const actions: Actions = {
    /** Ends the access of one browser, of one app, or of all but this browser. */
    default: async (event) => {
        const { userId, sessionId } = memberOf(event.locals, event.url);
        try {
            const input = await readInput(event.request, event.url);
            const db = database();
            const tokenId = input.id('token');
            if (input.flag('others') && sessionId) await revokeOtherAccess(db, userId, sessionId);
            else if (tokenId) await revokeAccess(db, userId, { tokenId });
            else await revokeAccess(db, userId, { sessionId: input.text('session') ?? '' });
            redirect(303, HERE);
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
