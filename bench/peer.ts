/** Other servers, on the loopback address: people with real keys who write to the shared inbox and have inboxes. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type postgres from 'postgres';

export interface RemotePerson {
    uri: string;
    accountId: string;
}

/** Key pairs are slow to make and cost the same to verify, so that people share one. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const privateKey: KeyObject = keys.privateKey;

/** A server that takes whatever is posted to it, and describes its people to who asks. */
export async function openHost(received: () => void): Promise<{ origin: string; server: Server }> {
    const server = createServer((request, response) => {
        if (request.method === 'POST') {
            request.resume().on('end', () => {
                response.writeHead(202).end();
                received();
            });
            return;
        }
        const uri = `${originOf(server)}${request.url}`;
        response.writeHead(200, { 'Content-Type': 'application/activity+json' }).end(describe(uri));
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { origin: originOf(server), server };
}

function originOf(server: Server): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function describe(uri: string): string {
    return JSON.stringify({
        '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
        id: uri,
        type: 'Person',
        preferredUsername: uri.split('/').at(-1),
        inbox: `${uri}/inbox`,
        followers: `${uri}/followers`,
        publicKey: { id: `${uri}#main-key`, owner: uri, publicKeyPem: publicPem },
    });
}

/** Makes one person at each origin known to the community, with their key; nobody is named as anybody before. */
export async function introduce(
    sql: postgres.Sql,
    origins: string[],
    firstId: number,
): Promise<RemotePerson[]> {
    const uris = origins.map((origin, n) => `${origin}/users/peer${firstId + n}`);
    const rows = await sql<{ id: string; uri: string }[]>`
        INSERT INTO accounts (id, username, domain, uri, url, display_name, inbox_url, followers_url, fetched_at)
        SELECT ${firstId}::bigint + n, split_part(uri, '/', 5), split_part(uri, '/', 3), uri, uri, 'Peer ' || n, uri || '/inbox',
            uri || '/followers', now()
        FROM unnest(${uris}::text[]) WITH ORDINALITY AS peer(uri, n) RETURNING id, uri`;
    await sql`
        INSERT INTO account_keys (key_id, account_id, kind, public_pem)
        SELECT uri || '#main-key', id, 'rsa', ${publicPem} FROM accounts WHERE uri = any(${uris})`;
    return rows.map(({ id, uri }) => ({ accountId: id, uri }));
}

/** The headers that sign a POST as draft-cavage has it. */
export function signedHeaders(inbox: string, body: string, actor: string): Record<string, string> {
    const { host, pathname } = new URL(inbox);
    const date = new Date().toUTCString();
    const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
    const covered = `(request-target): post ${pathname}\nhost: ${host}\ndate: ${date}\ndigest: ${digest}`;
    const signature = sign('sha256', Buffer.from(covered), privateKey).toString('base64');
    return {
        Host: host,
        Date: date,
        Digest: digest,
        'Content-Type': 'application/activity+json',
        Signature: `keyId="${actor}#main-key",algorithm="rsa-sha256",headers="(request-target) host date digest",signature="${signature}"`,
    };
}
