import { config } from '../config';
import type { Database } from '../db';
import { parseHandle, webfingerDocument } from '../activitypub/webfinger';
import { nodeinfoDocument, nodeinfoLinks, nodeinfoType, nodeinfoVersion } from '../activitypub/nodeinfo';
import { instanceActorUri, instanceUsername } from '../domain/accounts';
import { communityFacts } from './community-facts';
import { AtollError } from '../errors';
import { findMember } from './find-member';

const JRD = 'application/jrd+json; charset=utf-8';

/** `/.well-known/webfinger` (RFC 7033): members by handle, by id or by page, and the server itself. */
export async function serveWebfinger(db: Database, url: URL): Promise<Response> {
    const resource = url.searchParams.get('resource');
    if (!resource) return discovery({ error: 'resource is required' }, { status: 400 });
    const username = usernameOf(resource);
    if (username === undefined) return discovery({ error: 'nobody of that name' }, { status: 404 });
    const { domain, origin } = config();
    if (username === instanceUsername())
        return discovery(
            webfingerDocument({
                handle: { username, host: domain },
                actorId: instanceActorUri(),
                pageUrl: `${origin}/about`,
            }),
        );
    try {
        const { account } = await findMember(db, username);
        return discovery(
            webfingerDocument({
                handle: { username: account.username, host: domain },
                actorId: account.uri,
                pageUrl: account.url ?? account.uri,
            }),
        );
    } catch (error) {
        if (!(error instanceof AtollError)) throw error;
        return discovery({ error: error.message }, { status: error.status });
    }
}

/** Whom of ours a resource names. */
function usernameOf(resource: string): string | undefined {
    const { domain, origin } = config();
    if (/^https?:/i.test(resource)) {
        if (resource === instanceActorUri()) return instanceUsername();
        const path = resource.startsWith(`${origin}/`) ? resource.slice(origin.length) : '';
        return /^\/(?:@|users\/)([A-Za-z0-9_]{1,64})\/?$/.exec(path)?.[1];
    }
    const handle = parseHandle(resource);
    return handle?.host === domain ? handle.username : undefined;
}

/** `/.well-known/host-meta`, for those who look there first. */
export function serveHostMeta(): Response {
    const template = `${config().origin}/.well-known/webfinger?resource={uri}`;
    const xml =
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">' +
        `<Link rel="lrdd" template="${template}"/></XRD>\n`;
    return new Response(xml, { headers: { 'content-type': 'application/xrd+xml; charset=utf-8' } });
}

/** `/.well-known/nodeinfo` */
export function serveNodeinfoLinks(): Response {
    return Response.json(nodeinfoLinks(config().origin), {
        headers: { 'cache-control': 'public, max-age=3600' },
    });
}

/** `/nodeinfo/2.1` and `/nodeinfo/2.0` */
export async function serveNodeinfo(db: Database, asked: string): Promise<Response> {
    const version = nodeinfoVersion(asked);
    if (!version) return Response.json({ error: 'this version is not spoken' }, { status: 404 });
    return new Response(JSON.stringify(nodeinfoDocument(version, await communityFacts(db))), {
        headers: { 'content-type': nodeinfoType(version), 'cache-control': 'public, max-age=600' },
    });
}

function discovery(document: object, { status = 200 } = {}): Response {
    const headers = {
        'content-type': JRD,
        'cache-control': status === 200 ? 'public, max-age=600' : 'no-store',
    };
    return new Response(JSON.stringify(document), { status, headers });
}
