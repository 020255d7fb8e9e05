import { renderStatusHtml } from '$lib/text';
import type { Persona } from './people';
import { personUri, type PlannedBoost } from './plan';

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
const CONTEXT = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'];

export type Activity = { id: string; type: string; actor: string } & Record<string, unknown>;

/** Somebody who is named in a post. */
export interface Named {
    uri: string;
    handle: string;
}

/** What a note says, from here or elsewhere. */
export interface Said {
    uri: string;
    author: Persona;
    text: string;
    hashtags: string[];
    contentWarning: string;
    language: string;
    published: Date;
    inReplyTo?: { uri: string; author: Named };
}

/** The actor's document, as their server would serve it. */
export function actorDocument(persona: Persona, publicPem: string): Record<string, unknown> {
    const uri = personUri(persona);
    return {
        '@context': CONTEXT,
        id: uri,
        type: 'Person',
        preferredUsername: persona.username,
        name: persona.displayName,
        summary: renderStatusHtml(persona.bio),
        url: `https://${persona.domain}/@${persona.username}`,
        inbox: `${uri}/inbox`,
        outbox: `${uri}/outbox`,
        followers: `${uri}/followers`,
        following: `${uri}/following`,
        discoverable: true,
        indexable: true,
        published: new Date(Date.now() - 400 * 86_400_000).toISOString(),
        publicKey: { id: `${uri}#main-key`, owner: uri, publicKeyPem: publicPem },
    };
}

export function create(said: Said): Activity {
    const actor = personUri(said.author);
    const audience = { to: [PUBLIC], cc: [`${actor}/followers`] };
    const answered = said.inReplyTo;
    if (answered) audience.cc.push(answered.author.uri);
    return {
        '@context': CONTEXT,
        id: `${said.uri}/activity`,
        type: 'Create',
        actor,
        published: said.published.toISOString(),
        ...audience,
        object: {
            id: said.uri,
            type: 'Note',
            attributedTo: actor,
            url: `https://${said.author.domain}/@${said.author.username}/${said.uri.split('/').at(-1)}`,
            published: said.published.toISOString(),
            ...audience,
            content: content(said),
            contentMap: { [said.language]: content(said) },
            summary: said.contentWarning || null,
            sensitive: said.contentWarning !== '',
            inReplyTo: answered?.uri ?? null,
            tag: [
                ...said.hashtags.map((name) => ({
                    type: 'Hashtag',
                    name: `#${name}`,
                    href: `https://${said.author.domain}/tags/${encodeURIComponent(name)}`,
                })),
                ...(answered
                    ? [{ type: 'Mention', name: answered.author.handle, href: answered.author.uri }]
                    : []),
            ],
        },
    };
}

function content({ author, text, hashtags, inReplyTo }: Said): string {
    const address = inReplyTo
        ? `<p><span class="h-card" translate="no"><a href="${inReplyTo.author.uri}" class="u-url mention">@<span>${inReplyTo.author.handle.split('@')[1]}</span></a></span> `
        : '<p>';
    const tags = hashtags.map((name) => `#${name}`).join(' ');
    const html = renderStatusHtml(tags ? `${text}\n\n${tags}` : text, {
        hashtagUrl: (id) => `https://${author.domain}/tags/${encodeURIComponent(id)}`,
    });
    return html.replace('<p>', address);
}

export function announce({ uri, author, published, post }: PlannedBoost | BoostOf): Activity {
    const actor = personUri(author);
    return {
        '@context': CONTEXT,
        id: uri,
        type: 'Announce',
        actor,
        published: published.toISOString(),
        to: [PUBLIC],
        cc: [`${actor}/followers`],
        object: post.uri,
    };
}

/** A boost of anything that has an address. */
export interface BoostOf {
    uri: string;
    author: Persona;
    published: Date;
    post: { uri: string };
}

export function follow(author: Persona, target: string): Activity {
    const actor = personUri(author);
    return {
        '@context': CONTEXT,
        id: `${actor}/follows/${encodeURIComponent(target)}`,
        type: 'Follow',
        actor,
        object: target,
    };
}

/** The answer to a Follow whose id nobody has told: the two people say which it is. */
export function accept(author: Persona, follower: string): Activity {
    const actor = personUri(author);
    return {
        '@context': CONTEXT,
        id: `${actor}/accepts/${encodeURIComponent(follower)}`,
        type: 'Accept',
        actor,
        object: { type: 'Follow', actor: follower, object: actor },
    };
}

export function like(author: Persona, status: string): Activity {
    const actor = personUri(author);
    return {
        '@context': CONTEXT,
        id: `${actor}/likes/${encodeURIComponent(status)}`,
        type: 'Like',
        actor,
        object: status,
    };
}
