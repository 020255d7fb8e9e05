import { isPublicAddress, PUBLIC } from './vocabulary';

/** Who may see a post. `limited` is an audience beyond those mentioned, fixed by the sender. */
export type Audience = 'public' | 'unlisted' | 'private' | 'direct' | 'limited';

export interface Addressing {
    to: string[];
    cc: string[];
}

/** Those an author's audiences consist of, by their ActivityPub ids. */
export interface AudienceMembers {
    followersUrl: string | null | undefined;
    mentioned: string[];
}

/**
 * The audience that an addressing means. Whatever cannot be understood is read as the narrowest audience it may be:
 * somebody who is not named sees nothing.
 */
export function audienceOf({ to, cc }: Addressing, { followersUrl, mentioned }: AudienceMembers): Audience {
    if (to.some(isPublicAddress)) return 'public';
    if (cc.some(isPublicAddress)) return 'unlisted';
    const everyone = [...to, ...cc];
    if (followersUrl && everyone.includes(followersUrl)) return 'private';
    return everyone.every((address) => mentioned.includes(address)) ? 'direct' : 'limited';
}

/** The addressing that says an audience. */
export function addressingOf(audience: Audience, { followersUrl, mentioned }: AudienceMembers): Addressing {
    const followers = followersUrl ? [followersUrl] : [];
    switch (audience) {
        case 'public':
            return { to: [PUBLIC], cc: [...followers, ...mentioned] };
        case 'unlisted':
            return { to: followers, cc: [PUBLIC, ...mentioned] };
        case 'private':
            return { to: followers, cc: mentioned };
        case 'direct':
        case 'limited':
            return { to: mentioned, cc: [] };
    }
}

/** Whether an addressing includes its author's followers. */
export function reachesFollowers({ to, cc }: Addressing, followersUrl: string | null | undefined): boolean {
    return Boolean(followersUrl) && [...to, ...cc].includes(followersUrl ?? '');
}
