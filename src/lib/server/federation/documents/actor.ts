import { multikeyOf } from '../../activitypub/multibase';
import { config } from '../../config';
import type { AccountRow, MemberActor, ProofKey } from '../../domain/accounts';
import type { CommunityEmoji } from '../../domain/emoji';
import { emojiTags } from './tags';

/**
 * A member as other servers read them. `movedTo` is who they are from now on, if they went; `emojis` are those they use,
 * as they are now.
 */
export function actorDocument(
    { account, key, movedTo }: MemberActor,
    { proofKey, emojis = [] }: { proofKey?: PublicProofKey; emojis?: readonly CommunityEmoji[] } = {},
) {
    const image = (url: string | null, description: string) =>
        url
            ? {
                  type: 'Image',
                  ...(url.endsWith('.webp') && { mediaType: 'image/webp' }),
                  url,
                  ...(description && { summary: description }),
              }
            : undefined;
    return {
        id: account.uri,
        type: account.actorType,
        preferredUsername: account.username,
        webfinger: `${account.username}@${config().domain}`,
        name: account.displayName,
        summary: account.bioHtml,
        url: account.url ?? account.uri,
        inbox: account.inboxUrl,
        outbox: account.outboxUrl,
        followers: account.followersUrl,
        following: account.followingUrl,
        featured: featuredUrl(account),
        featuredTags: featuredTagsUrl(account),
        endpoints: { sharedInbox: `${config().origin}/inbox` },
        publicKey: { id: key.id, owner: account.uri, publicKeyPem: key.publicPem },
        assertionMethod: proofKey && [multikey(account.uri, proofKey)],
        manuallyApprovesFollowers: account.locked,
        discoverable: account.discoverable ?? false,
        indexable: account.indexable,
        memorial: account.memorial,
        published: account.createdAt.toISOString(),
        icon: image(account.avatarUrl, account.avatarDescription),
        image: image(account.headerUrl, account.headerDescription),
        attachment: account.fields.map(({ name, value }) => ({ type: 'PropertyValue', name, value })),
        tag: emojiTags(account.emojis, emojis),
        alsoKnownAs: account.alsoKnownAs.length > 0 ? account.alsoKnownAs : undefined,
        movedTo: movedTo ?? undefined,
        attributionDomains: account.attributionDomains.length > 0 ? account.attributionDomains : undefined,
    };
}

/** As much of somebody as it takes to reach them, and to verify what they sign. */
export function introductionOf(actor: ReturnType<typeof actorDocument>) {
    const { id, type, preferredUsername, webfinger, inbox, endpoints, publicKey, assertionMethod } = actor;
    return { id, type, preferredUsername, webfinger, inbox, endpoints, publicKey, assertionMethod };
}

type PublicProofKey = Pick<ProofKey, 'keyId' | 'publicPem'>;

/** A key to prove with, as FEP-521a has its owner tell it. */
const multikey = (controller: string, { keyId, publicPem }: PublicProofKey) => ({
    id: keyId,
    type: 'Multikey',
    controller,
    publicKeyMultibase: multikeyOf(publicPem),
});

/** Where the posts on top of a member's profile are. */
export const featuredUrl = (account: AccountRow) =>
    account.featuredUrl ?? `${account.uri}/collections/featured`;

/** Where the hashtags on a member's profile are. */
export const featuredTagsUrl = (account: Pick<AccountRow, 'uri'>) => `${account.uri}/collections/tags`;

/** The server itself: the signer of fetches that no member asked for. */
export function instanceActorDocument(
    { id, username }: { id: string; username: string },
    publicPem: string,
    proofKey: PublicProofKey,
) {
    const { domain, origin } = config();
    return {
        id,
        type: 'Application',
        preferredUsername: username,
        name: domain,
        url: `${origin}/about`,
        inbox: `${origin}/inbox`,
        outbox: `${id}/outbox`,
        endpoints: { sharedInbox: `${origin}/inbox` },
        publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: publicPem },
        assertionMethod: [multikey(id, proofKey)],
        manuallyApprovesFollowers: true,
    };
}
