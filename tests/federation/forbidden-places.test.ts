/** Every way on which this server asks another, led to where it must not go (SSRF-04) and into what is too large (DOS-04). */
import { gzipSync } from 'node:zlib';
import type { RequestEvent } from '@sveltejs/kit';
import { beforeEach, describe, expect, test } from 'vitest';
import { signRequest } from '$lib/server/activitypub/http-signature';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { config, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { follows } from '$lib/server/db/schema';
import { fetchActor } from '$lib/server/domain/accounts';
import { findByUri } from '$lib/server/domain/statuses';
import { proxiedAddress } from '$lib/server/media';
import { GET as showPicture } from '../../src/routes/media-proxy/[signature]/[address]/+server';
import { ask } from '../support/api-routes';
import { letTimeCome } from '../support/database';
import { aStatus, aToken } from '../support/factories';
import { aCanary } from './support/canary';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();

let alice: Awaited<ReturnType<typeof aMember>>;
let token: string;
beforeEach(async () => {
    useConfig({ ...config(), outboundAllow: ['127.0.0.0/8'], previews: true });
    alice = await aMember(db, 'alice');
    token = await aToken(db, alice);
});

interface Scene {
    evil: RemoteServer;
    eve: RemotePerson;
    /** An address at evil.test where the trap is. */
    trap: (path: string) => string;
}

/** A way that leads to a trap, and what kind of document is expected there. */
interface Way {
    type?: string;
    walk: (scene: Scene) => Promise<void>;
}

const search = async (q: string) => {
    await ask('GET', `/api/v2/search?resolve=true&q=${encodeURIComponent(q)}`, { token });
};
/** Sends something of eve’s, and lets come what follows from it. */
async function say({ evil, eve }: Scene, type: string, object: unknown, changes: object = {}) {
    await evil.send(inbox, evil.activity(eve, type, object, { to: [PUBLIC], ...changes }), eve);
    await work();
}
/** A failure is what such a way ends in; it is tried again later. */
const work = () => settle().catch(() => {});
const publish = (scene: Scene, changes: object) =>
    say(scene, 'Create', scene.evil.note(scene.eve, 'look', { published: anHourAgo, ...changes }));

const ways: Record<string, Way> = {
    'a post that a member looks for': { walk: ({ trap }) => search(trap('/notes/1')) },
    'the handle of somebody a member looks for': {
        type: 'application/jrd+json',
        async walk({ evil, trap }) {
            trap('/.well-known/webfinger');
            await search(`@nobody@${evil.host}`);
        },
    },
    'somebody a member looks for': {
        async walk({ evil, trap }) {
            await evil.person('tess');
            trap('/users/tess');
            await search(`@tess@${evil.host}`);
        },
    },
    'the key of a signature': {
        async walk({ evil, eve, trap }) {
            await evil.send(inbox, evil.create(eve, evil.note(eve, 'x')), { ...eve, keyId: trap('/keys/1') });
        },
    },
    'a post that is boosted': { walk: (scene) => say(scene, 'Announce', scene.trap('/notes/2')) },
    'a post that is named and not shown': { walk: (scene) => say(scene, 'Create', scene.trap('/notes/3')) },
    'what a post answers': { walk: (scene) => publish(scene, { inReplyTo: scene.trap('/notes/4') }) },
    'what a post quotes': { walk: (scene) => publish(scene, { quote: scene.trap('/notes/5') }) },
    'the stamp of a quote': {
        async walk(scene) {
            const ida = await scene.evil.person('ida');
            const quoted = scene.evil.note(ida, 'quote me');
            await publish(scene, { quote: quoted.id, quoteAuthorization: scene.trap('/stamps/1') });
        },
    },
    'the post that asks to quote': {
        async walk(scene) {
            const post = await aStatus(db, { by: alice });
            await say(scene, 'QuoteRequest', post.uri, { instrument: scene.trap('/notes/6') });
        },
    },
    'the answers to a post': {
        async walk(scene) {
            const note = scene.evil.note(scene.eve, 'x', {
                published: anHourAgo,
                replies: scene.trap('/replies'),
            });
            await say(scene, 'Create', note);
            await readThread(note.id);
        },
    },
    'the collection of a whole conversation': {
        async walk(scene) {
            const context = scene.trap('/contexts/1');
            const note = scene.evil.note(scene.eve, 'x', { published: anHourAgo, context });
            await say(scene, 'Create', note);
            await readThread(note.id);
        },
    },
    'a page of a collection': {
        async walk(scene) {
            const replies = `${scene.evil.origin}/collection`;
            const body = { id: replies, type: 'Collection', first: scene.trap('/pages/1') };
            scene.evil.documents.set('/collection', { body });
            const note = scene.evil.note(scene.eve, 'x', { published: anHourAgo, replies });
            await say(scene, 'Create', note);
            await readThread(note.id);
        },
    },
    'what somebody posted before': { walk: (scene) => readProfile(scene, 'outbox') },
    'what somebody shows on top': { walk: (scene) => readProfile(scene, 'featured') },
    'how many follow somebody': { walk: (scene) => readProfile(scene, 'followers') },
    'who of here follows somebody': {
        async walk({ evil, eve, trap }) {
            const body = Buffer.from(JSON.stringify(evil.create(eve, evil.note(eve, 'x'))));
            const told = `collectionId="${eve.followers}", url="${trap('/synchronization')}", digest="${'00'.repeat(32)}"`;
            const { keyId, keys } = eve;
            await follow(eve);
            const signed = signRequest('draft-cavage', {
                method: 'POST',
                url: new URL(inbox),
                body,
                keyId,
                privatePem: keys.privatePem,
                covered: { 'collection-synchronization': told },
            });
            const headers = { ...signed, 'content-type': 'application/activity+json' };
            await fetch(inbox, { method: 'POST', headers, body: new Uint8Array(body) });
            await work();
        },
    },
    'an answer that somebody hands on': {
        async walk({ evil, eve, trap }) {
            const post = await aStatus(db, { by: alice });
            const note = { id: trap('/notes/7'), type: 'Note', inReplyTo: post.uri };
            const create = { ...evil.create(eve, note), actor: `${evil.origin}/users/other` };
            expect(await evil.send(inbox, create, eve)).toBe(403);
            await work();
        },
    },
    'where somebody moved to': {
        async walk(scene) {
            await follow(scene.eve);
            await say(scene, 'Move', scene.eve.id, { target: scene.trap('/users/moved') });
        },
    },
    'a picture': {
        type: 'image/png',
        async walk({ trap }) {
            const request = new Request(proxiedAddress(trap('/a.png')));
            const [, , signature = '', address = ''] = new URL(request.url).pathname.split('/');
            const event = { params: { signature, address }, locals: { requestId: 'test' }, request };
            await showPicture(event as unknown as Parameters<typeof showPicture>[0] & RequestEvent);
        },
    },
    'a page that is linked to': {
        type: 'text/html',
        async walk({ trap }) {
            await post(trap('/page'));
        },
    },
    'what a page tells by oEmbed': {
        type: 'application/json',
        async walk({ evil, trap }) {
            const link = `<link rel="alternate" type="application/json+oembed" href="${trap('/oembed')}">`;
            const body = `<!doctype html><title>x</title>${link}`;
            evil.documents.set('/watch', { type: 'text/html', body });
            await post(`${evil.origin}/watch`);
        },
    },
    'a page that a profile names': {
        type: 'text/html',
        async walk({ trap }) {
            await ask('PATCH', '/api/v1/accounts/update_credentials', {
                token,
                json: { fields_attributes: [{ name: 'Web', value: trap('/me') }] },
            });
            await work();
        },
    },
};

async function readThread(uri: string): Promise<void> {
    const status = await findByUri(db, uri);
    await ask('GET', `/api/v1/statuses/${status?.id}/context`, { token });
    await work();
}

async function readProfile({ evil, trap }: Scene, collection: string): Promise<void> {
    const paul = await evil.person('paul', { [collection]: trap(`/paul/${collection}`) });
    const { id } = await fetchActor(db, paul.id);
    await ask('GET', `/api/v1/accounts/${id}/statuses`, { token });
    await work();
}

async function follow(person: RemotePerson): Promise<void> {
    const { id } = await fetchActor(db, person.id);
    await db.insert(follows).values({ id: newId(), accountId: alice.id, targetId: id });
}

async function post(text: string): Promise<void> {
    await ask('POST', '/api/v1/statuses', { token, json: { status: text } });
    await letTimeCome(db);
    await work();
}

type Trap = { status?: number; type?: string; headers?: Record<string, string>; body?: unknown };

/** Walks a way, with `answer` at its end. Returns how often that was asked for. */
async function lead({ walk }: Way, answer: Trap): Promise<number> {
    await using evil = await RemoteServer.start();
    const eve = await evil.person('eve');
    const traps = new Set<string>();
    let stepped = 0;
    evil.script = ({ path, method }) => {
        const isTrap = method === 'GET' && traps.has(new URL(path, evil.origin).pathname);
        if (!isTrap) return undefined;
        stepped++;
        return answer;
    };
    const trap = (path: string) => {
        traps.add(path);
        return evil.origin + path;
    };
    await walk({ evil, eve, trap });
    return stepped;
}

describe('SSRF-04: a redirect inwards is not followed where it is asked for', () => {
    test.each(Object.entries(ways))('%s', async (_, way) => {
        await using canary = await aCanary('::1');
        const redirect = { status: 302, headers: { location: `http://[::1]:${canary.port}/` } };
        expect(await lead(way, redirect)).toBeGreaterThan(0);
        expect(canary.accepted).toBe(0);
        // The same with the guard off: the canary would have sung.
        useConfig({ ...config(), outboundAllow: ['127.0.0.0/8', '::1/128'] });
        await lead(way, redirect);
        expect(canary.accepted).toBeGreaterThan(0);
    });

    test('and no search leads there at once, however the address is written', async () => {
        await using canary = await aCanary('127.0.0.9');
        const places = ['127.0.0.9', '2130706441', '0177.0.0.011', '127.9', '0x7f.9', '[::ffff:7f00:9]'];
        const addresses = places.map((place) => `http://${place}:${canary.port}/users/x`);
        const handles = places.slice(0, 5).map((place) => `@x@${place}:${canary.port}`);
        useConfig({ ...config(), outboundAllow: ['127.0.0.1/32'] });
        for (const q of [...addresses, ...handles]) await search(q);
        expect(canary.accepted).toBe(0);
        useConfig({ ...config(), outboundAllow: ['127.0.0.0/8'] });
        for (const q of addresses) await search(q);
        expect(canary.accepted).toBeGreaterThanOrEqual(places.length);
    });
});

test('DOS-04: what inflates without end is cut off wherever it is asked for', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    const before = process.memoryUsage.rss();
    for (const [name, way] of Object.entries(ways)) {
        const { type = 'application/activity+json' } = way;
        const asked = await lead(way, { type, headers: { 'content-encoding': 'gzip' }, body: bomb });
        expect(asked, name).toBeGreaterThan(0);
    }
    // One that was inflated whole would be twice that.
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
});
