import { splitScopes } from '$lib/mastodon-api/scopes';
import { createToken } from '../domain/oauth';
import { findMember } from '../domain/users';
import { textOf, wordAt, type Command } from './command';

const SCOPES = 'read write follow push';
const APP = 'Atoll command line';

/** The token stands alone on the last line, for scripts. */
export const tokensCreate: Command = {
    name: 'tokens create',
    about: 'Makes an access token for a member.',
    words: ['NAME'],
    options: {
        scopes: { type: 'string', value: 'S', about: `What it permits ("${SCOPES}").` },
        app: { type: 'string', value: 'A', about: `The app it is for ("${APP}").` },
    },
    async run(call) {
        const scopes = splitScopes(textOf(call, 'scopes') ?? SCOPES);
        const db = await call.database();
        const { userId, username } = await findMember(db, wordAt(call, 0));
        const { token, id: tokenId } = await createToken(db, {
            userId,
            scopes,
            appName: textOf(call, 'app') ?? APP,
        });
        return {
            lines: [`Access token of @${username} for ${scopes.join(' ')}; it is shown only now:`, token],
            data: { token, id: tokenId, username, scopes },
        };
    },
};
