import type { Handle } from '@sveltejs/kit';

/** Pages with one address for guests, who get them rendered, and for members, whose app renders them. */
const SHARED = new Set([
    '/@[acct]',
    '/@[acct]/[id=status]',
    '/(public)/about',
    '/(public)/about/[paper=paper]',
    '/(public)/explore',
    '/(public)/explore/[part=explored]',
    '/(public)/tags/[tag]',
]);

/**
 * Answers a member who opens a shared page with the app instead: the document of an app page is the same for all of
 * them, and goes to the page it finds in the address. So nobody sees the guests' page turn into theirs.
 */
export const memberShell: Handle = ({ event, resolve }) => {
    const wanted = event.locals.viewer && event.route.id !== null && SHARED.has(event.route.id);
    if (!wanted || event.isDataRequest || event.isSubRequest || event.request.method !== 'GET')
        return resolve(event);
    return event.fetch('/home', { headers: { accept: 'text/html' } });
};
