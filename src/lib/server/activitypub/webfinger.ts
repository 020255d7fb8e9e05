import { config } from '../config';
import { readJsonObject } from './read-json';
import { addressOf, isObject, listOf, type Json } from './untrusted';
import { ACTIVITY_JSON, isActivityType } from './vocabulary';
import { fetchWellKnown, type Admission } from './well-known';

/** Somebody's name on the network: `username@host`, the host in lower case, in ASCII, with a port where it has one. */
export interface Handle {
    username: string;
    host: string;
}

/** What a host says of a handle: whose it is. */
export interface WebfingerAnswer {
    subject: Handle;
    actorId: string;
}

const HANDLE = /^(?:acct:)?@?([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)@([^\s@/?#]{1,255})$/u;

/** Reads `user@host`, `@user@host` or `acct:user@host`; undefined for anything else. */
export function parseHandle(text: string): Handle | undefined {
    const [, username = '', authority = ''] = HANDLE.exec(text.trim().slice(0, 1_000)) ?? [];
    const host = canonicalHost(authority);
    return username && host ? { username, host } : undefined;
}

/** A host as it is compared and stored: lower case, IDNA in ASCII, with its port unless that is 443. */
export function canonicalHost(authority: string): string | undefined {
    if (!authority || !URL.canParse(`https://${authority}/`)) return undefined;
    const { host, pathname, username } = new URL(`https://${authority}/`);
    return pathname === '/' && !username ? host : undefined;
}

/** Whether two handles are one person's: names do not differ by case. */
export function isSameHandle(a: Handle, b: Handle): boolean {
    return a.host === b.host && a.username.toLowerCase() === b.username.toLowerCase();
}

/**
 * Asks a handle's own host who that is. Returns undefined where the host knows nobody of that name, or its answer
 * names no actor.
 * @throws OutboundError
 */
export async function askWebfinger(
    { username, host }: Handle,
    admit?: Admission,
): Promise<WebfingerAnswer | undefined> {
    const resource = encodeURIComponent(`acct:${username}@${host}`);
    const path = `${host}/.well-known/webfinger?resource=${resource}`;
    const answer = await fetchWellKnown(path, { accept: 'application/jrd+json, application/json', admit });
    if (answer.status !== 200) return undefined;
    return readAnswer(readJsonObject(answer.body));
}

function readAnswer(json: Json): WebfingerAnswer | undefined {
    const subject = typeof json.subject === 'string' ? parseHandle(json.subject) : undefined;
    const self = listOf(json.links).find(
        (link): link is Json => isObject(link) && link.rel === 'self' && isActivityType(String(link.type)),
    );
    const actorId = addressOf(self?.href);
    return subject && actorId ? { subject, actorId } : undefined;
}

/**
 * The one handle that an actor may be shown under: the one that WebFinger confirms, both ways. The actor's host is
 * asked first; where it says that its people have their handles at another host, that host must agree. Undefined
 * where nobody confirms it.
 * @throws OutboundError
 */
export async function confirmHandle(
    actorId: string,
    username: string,
    admit?: Admission,
): Promise<Handle | undefined> {
    const asked: Handle = { username, host: new URL(actorId).host };
    const answer = await askWebfinger(asked, admit);
    if (answer?.actorId !== actorId) return undefined;
    if (isSameHandle(answer.subject, asked)) return asked;
    if (answer.subject.username.toLowerCase() !== username.toLowerCase()) return undefined;
    const confirmed = await askWebfinger(answer.subject, admit);
    const isConfirmed = confirmed?.actorId === actorId && isSameHandle(confirmed.subject, answer.subject);
    return isConfirmed ? answer.subject : undefined;
}

/**
 * Where a person of ours opens something of another server, to follow, answer or like it: FEP-3b86, and the one way that
 * most servers have known before it.
 */
function intentLinks() {
    const { origin } = config();
    const open = `${origin}/open?uri=`;
    return [
        { rel: 'http://ostatus.org/schema/1.0/subscribe', template: `${open}{uri}` },
        { rel: 'https://w3id.org/fep/3b86/Object', template: `${open}{object}` },
        { rel: 'https://w3id.org/fep/3b86/Follow', template: `${open}{object}` },
    ];
}

/** What we answer about one of our own: RFC 7033. */
export function webfingerDocument(person: { handle: Handle; actorId: string; pageUrl: string }) {
    const { handle, actorId, pageUrl } = person;
    return {
        subject: `acct:${handle.username}@${handle.host}`,
        aliases: pageUrl === actorId ? [actorId] : [pageUrl, actorId],
        links: [
            { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: pageUrl },
            { rel: 'self', type: ACTIVITY_JSON, href: actorId },
            ...intentLinks(),
        ],
    };
}
