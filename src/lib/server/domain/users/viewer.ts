import type { UserSettings } from '../../db/schema';

/** Somebody signed in: by a token of an app, or by the cookie of this site. */
export interface Viewer {
    accountId: string;
    userId: string;
    username: string;
    role: { id: string | null; name: string; permissions: bigint; position: number };
    /** What the token may do; a browser session may do everything the web client needs. */
    scopes: readonly string[];
    tokenId: string | null;
    sessionId: string | null;
    appId: string | null;
    settings: UserSettings;
    /** Languages public timelines are narrowed to; null is all. */
    chosenLanguages: string[] | null;
    locale: string;
}

/** Why somebody who proved who they are may not act at present. */
export type Barrier = 'disabled' | 'suspended' | 'unconfirmed' | 'unapproved' | 'password-not-own';

/** Who a request speaks for: a member, a member who may not act, an app alone, or nobody (any more). */
export type Principal =
    | { kind: 'user'; viewer: Viewer }
    | { kind: 'barred'; reason: Barrier; viewer: Viewer }
    /** A token that held once. */
    | { kind: 'revoked' }
    | { kind: 'app'; appId: string; tokenId: string; scopes: readonly string[] }
    | { kind: 'guest' };

/** Whoever acts: a viewer, or a remote account whose activity was verified. Verbs that serve both take this. */
export type Actor = Pick<Viewer, 'accountId'>;
