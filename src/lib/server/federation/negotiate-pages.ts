import type { Handle } from '@sveltejs/kit';
import { wantsActivity } from '../activitypub/negotiate';
import { answerActivity } from './serve';
import { serveActor } from './serve-actor';
import { serveNote } from './serve-status';

const PAGE = /^\/@([A-Za-z0-9_]{1,64})(?:\/(\d{1,19}))?$/;

/**
 * Answers ActivityPub requests for the pages of members and their posts. Kit cannot tell them apart: it serves the page
 * wherever `text/html` appears in Accept at all, and other servers name it last, for want of anything better.
 */
export const negotiatePages: Handle = async ({ event, resolve }) => {
    const [, username, id] = PAGE.exec(event.url.pathname) ?? [];
    const isRead = event.request.method === 'GET' || event.request.method === 'HEAD';
    if (username && isRead && wantsActivity(event.request.headers.get('accept')))
        return id === undefined
            ? answerActivity(event, { username }, serveActor, 'open')
            : answerActivity(event, { username, id }, serveNote);
    return resolve(event);
};
