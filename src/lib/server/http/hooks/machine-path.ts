/**
 * Addresses that programs ask: they authenticate by themselves, in their own route. Everything else is a page, for which
 * the hooks say who is signed in and refuse forms from elsewhere.
 */
const MACHINE_PATHS =
    /^\/(?:api|\.well-known|nodeinfo|users|inbox|outbox|actor|media|media-proxy|emoji|health|healthz|livez|readyz|metrics|_app)(?:\/|$)|^\/oauth\/(?:token|revoke|userinfo)$/;

/** Whether programs, not people, ask for this path. */
export function isMachinePath(path: string): boolean {
    return MACHINE_PATHS.test(path);
}
