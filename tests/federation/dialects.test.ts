import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { follows, reactions } from '$lib/server/db/schema';
import { findByUri as findAccount } from '$lib/server/domain/accounts';
import { findByUri } from '$lib/server/domain/statuses';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();

type Json = Record<string, unknown> & { id: string; publicKey: { id: string } };

let alice: Awaited<ReturnType<typeof aMember>>;
let post: Awaited<ReturnType<typeof aStatus>>;
beforeEach(async () => {
    alice = await aMember(db, 'alice');
    post = await aStatus(db, { by: alice });
});

/** A server that writes as `software` does, with pia on it. */
async function aPeer(software: string) {
    const peer = await RemoteServer.start();
    const person = await peer.person('pia');
    const read = (name: string): Json => {
        const values: Record<string, string> = {
            origin: peer.origin,
            member: alice.uri,
            post: post.uri,
            publicKeyPem: person.keys.publicPem.replaceAll('\n', '\\n'),
        };
        const text = readFileSync(
            new URL(`../fixtures/activities/${software}/${name}.json`, import.meta.url),
            'utf8',
        );
        return JSON.parse(text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '')) as Json;
    };
    const document = read('actor');
    const pia: RemotePerson = { ...person, id: document.id, keyId: document.publicKey.id, document };
    peer.people.set('pia', pia);
    peer.documents.set(new URL(pia.id).pathname, { body: document });
    peer.documents.set(new URL(pia.keyId).pathname, { body: document });
    return Object.assign(peer, {
        pia,
        async play(...names: string[]) {
            for (const name of names) {
                expect(await peer.send(`${origin}/inbox`, read(name), pia), name).toBe(202);
                await settle();
            }
        },
        noteUri: (read('create').object as Json).id,
    });
}

describe.each(['mastodon', 'gotosocial', 'misskey', 'pleroma'])('%s', (software) => {
    test('follows, is told so, and stops', async () => {
        await using peer = await aPeer(software);
        await peer.play('follow');
        expect(await db.select().from(follows)).toHaveLength(1);
        expect(peer.of('Accept')).toHaveLength(1);
        await peer.play('undo-follow');
        expect(await db.select().from(follows)).toEqual([]);
    });

    test('posts an answer, edits it and deletes it', async () => {
        await using peer = await aPeer(software);
        await peer.play('create');
        const status = await findByUri(db, peer.noteUri);
        expect(status).toMatchObject({
            visibility: 'public',
            inReplyToId: post.id,
            createdAt: new Date('2026-01-01T10:00:00Z'),
        });
        expect(status?.contentHtml).toContain('hello');
        await peer.play('update');
        expect((await findByUri(db, peer.noteUri))?.contentHtml).toContain('edited');
        await peer.play('delete');
        expect(await findByUri(db, peer.noteUri)).toBeUndefined();
    });

    test('likes or reacts, and boosts, and takes both back', async () => {
        await using peer = await aPeer(software);
        await peer.play('like', 'announce');
        // Misskey's likes carry an emoji.
        const favouritesCount = software === 'misskey' ? 0 : 1;
        expect(await findByUri(db, post.uri)).toMatchObject({ favouritesCount, boostsCount: 1 });
        expect(await db.select().from(reactions)).toHaveLength(1 - favouritesCount);
        await peer.play('undo-like', 'undo-announce');
        expect(await findByUri(db, post.uri)).toMatchObject({ favouritesCount: 0, boostsCount: 0 });
        expect(await db.select().from(reactions)).toEqual([]);
    });

    test('has people who are shown as they are', async () => {
        await using peer = await aPeer(software);
        await peer.play('follow');
        expect(await findAccount(db, peer.pia.id)).toMatchObject({
            username: 'pia',
            domain: peer.host,
            url: expect.stringContaining(peer.origin),
        });
    });
});
