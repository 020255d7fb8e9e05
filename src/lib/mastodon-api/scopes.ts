/** Every scope of the Mastodon API. https://docs.joinmastodon.org/api/oauth-scopes/ */
export const SCOPES = [
    'profile',
    'read',
    'read:accounts',
    'read:blocks',
    'read:bookmarks',
    'read:collections',
    'read:favourites',
    'read:filters',
    'read:follows',
    'read:lists',
    'read:mutes',
    'read:notifications',
    'read:search',
    'read:statuses',
    'write',
    'write:accounts',
    'write:blocks',
    'write:bookmarks',
    'write:collections',
    'write:conversations',
    'write:favourites',
    'write:filters',
    'write:follows',
    'write:lists',
    'write:media',
    'write:mutes',
    'write:notifications',
    'write:reports',
    'write:statuses',
    'follow',
    'push',
    'admin:read',
    'admin:read:accounts',
    'admin:read:canonical_email_blocks',
    'admin:read:domain_allows',
    'admin:read:domain_blocks',
    'admin:read:email_domain_blocks',
    'admin:read:ip_blocks',
    'admin:read:reports',
    'admin:write',
    'admin:write:accounts',
    'admin:write:canonical_email_blocks',
    'admin:write:domain_allows',
    'admin:write:domain_blocks',
    'admin:write:email_domain_blocks',
    'admin:write:ip_blocks',
    'admin:write:reports',
] as const;

export type Scope = (typeof SCOPES)[number];

const KNOWN: ReadonlySet<string> = new Set(SCOPES);

// `follow` is older than the granular scopes and stands for these.
const FOLLOW: ReadonlySet<string> = new Set([
    'read:blocks',
    'read:follows',
    'read:mutes',
    'write:blocks',
    'write:follows',
    'write:mutes',
]);

/** Is this the name of a scope? */
export function isScope(name: string): name is Scope {
    return KNOWN.has(name);
}

/** The names in a `scope` parameter, each once, in the order given; unknown names are kept for the caller to refuse. */
export function splitScopes(scope: string): string[] {
    return [...new Set(scope.split(/[\s+]+/).filter(Boolean))];
}

/** Does one of the granted scopes permit what `required` names? `read` permits `read:statuses`, not the reverse. */
export function permits(granted: Iterable<string>, required: Scope): boolean {
    for (const scope of granted) {
        if (scope === required || required.startsWith(`${scope}:`)) return true;
        if (scope === 'follow' && FOLLOW.has(required)) return true;
        // `profile` is a part of what reading accounts gives.
        if (required === 'profile' && (scope === 'read' || scope === 'read:accounts')) return true;
    }
    return false;
}

/** May an application registered with `registered` ask for all of `requested`? */
export function coversScopes(registered: Iterable<string>, requested: Iterable<string>): boolean {
    const known = [...registered];
    return [...requested].every(
        (scope) => known.includes(scope) || (isScope(scope) && permits(known, scope)),
    );
}
