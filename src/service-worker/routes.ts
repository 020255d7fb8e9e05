/** Addresses that belong to the app: for a member, every one of them is answered with the shell. */
const APP =
    /^\/(?:home|public|explore|search|notifications|conversations|lists|followed-tags|bookmarks|favourites|compose|drafts|scheduled|outbox|catch-up|deck|welcome|settings|moderation|admin|open|tags|@[^/]+)(?:\/|$)/;

/** Addresses that are answered by the server alone, and never by the shell. */
const SERVER =
    /^\/(?:api|oauth|auth|\.well-known|nodeinfo|users|inbox|actor|media|media-proxy|emoji|socket\.io|health|healthz|livez|readyz|metrics|manifest\.webmanifest)(?:\/|$)/;

/** How a navigation is answered: at once with the shell, by the server, or by the server and offline by the shell. */
export function navigationFor(path: string): 'shell' | 'server' | 'server-or-shell' {
    if (
        SERVER.test(path) ||
        (/\.[a-z0-9]{2,5}$/i.test(path.split('/').at(-1) ?? '') && !path.startsWith('/@'))
    )
        return 'server';
    return APP.test(path) ? 'shell' : 'server-or-shell';
}

/** Which cache a picture belongs to; null for what is fetched each time. */
export function pictureCacheFor(url: URL, ownOrigin: string): 'avatars' | 'emoji' | 'media' | null {
    // What comes from elsewhere is opaque and would cost megabytes of quota for each picture.
    if (url.origin !== ownOrigin) return null;
    const path = url.pathname;
    if (/\/(?:avatars?|headers?)\//.test(path)) return 'avatars';
    if (/^\/emoji\/|\/emoji\//.test(path)) return 'emoji';
    if (/^\/media(?:-proxy)?\//.test(path)) return /\/(?:original|full)\b/.test(path) ? null : 'media';
    return null;
}
