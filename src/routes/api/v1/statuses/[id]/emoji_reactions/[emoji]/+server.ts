import { reactToStatus, readEmoji, takeBackReaction } from '$lib/server/domain/reactions';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** Puts an emoji under a status: a character, or a shortcode of this community. */
export const PUT = endpoint({ scope: 'write:favourites', access: 'user' }, async ({ db, viewer, params }) => {
    const status = await reactToStatus(db, viewer, params.id, await readEmoji(db, params.emoji));
    return presentStatus(db, viewer, status.id);
});

/** Takes it back; one that the community has no more as well. */
export const DELETE = endpoint(
    { scope: 'write:favourites', access: 'user' },
    async ({ db, viewer, params }) => {
        const emoji = await readEmoji(db, params.emoji).then(
            (known) => known.emoji,
            () => params.emoji.replace(/^:(.*):$/, '$1'),
        );
        return presentStatus(db, viewer, await takeBackReaction(db, viewer, params.id, emoji));
    },
);
