import { describe, expect, test } from 'vitest';
import { signRequest } from '$lib/server/activitypub/http-signature';
import { resolveActor } from '$lib/server/domain/accounts';
import { resolveStatus } from '$lib/server/domain/statuses';
import { enqueueActivity, followerInboxes } from '$lib/server/federation/outbox';
import { aCanary } from './support/canary';
import { ourServer } from './support/our-server';
import { aScene, reasonOf } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

describe('resources', () => {
    test('DOS-01: a large body is refused, announced or not', async () => {
        const body = Buffer.alloc(5_000_000, 'x');
        expect((await fetch(inbox, { method: 'POST', body })).status).toBe(413);
        const stream = new ReadableStream({
            start(controller) {
                for (let sent = 0; sent < 50; sent++) controller.enqueue(new Uint8Array(100_000));
                controller.close();
            },
        });
        const chunked = await fetch(inbox, {
            method: 'POST',
            body: stream,
            duplex: 'half',
        } as RequestInit).catch(() => ({ status: 413 }));
        expect(chunked.status).toBe(413);
    });

    test('DOS-02: deep nesting is refused at the inbox, and in what is fetched', async () => {
        await using scene = await aScene(db);
        const { victim, vera } = scene;
        const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
        const activity = { ...victim.create(vera, {}), object: 'DEEP' };
        const status = await victim.send(inbox, activity, vera, {
            change(request) {
                request.body = Buffer.from(JSON.stringify(activity).replace('"DEEP"', deep));
                request.headers.set('digest', 'SHA-256=x');
            },
        });
        expect(status).toBe(401);
        victim.documents.set('/deep', { body: `{"id":"${victim.origin}/deep","x":${deep}}` });
        expect(await reasonOf(resolveStatus(db, `${victim.origin}/deep`))).toBe('too-deep');
    });

    test('DOS-12: a profile of absurd size is cut down', async () => {
        await using scene = await aScene(db);
        const { victim } = scene;
        const big = await victim.person('big', {
            name: 'n'.repeat(500_000),
            summary: '<p>x</p>'.repeat(10_000),
            alsoKnownAs: Array.from({ length: 10_000 }, (_, index) => `https://x.example/${index}`),
            attachment: Array.from({ length: 2_000 }, () => ({
                type: 'PropertyValue',
                name: 'n',
                value: 'v',
            })),
        });
        const account = await resolveActor(db, big.id);
        expect(account.displayName).toHaveLength(2_048);
        expect(account.alsoKnownAs).toHaveLength(256);
        expect(account.fields).toHaveLength(50);
        expect(account.bioHtml.length).toBeLessThan(30_000);
    });

    test('SSRF-07, 08: an inbox that is no public web address is never written to, and others are', async () => {
        await using scene = await aScene(db);
        await using canary = await aCanary('::1');
        const { victim, evil, vera, alice } = scene;
        const sly = await evil.person('sly', { inbox: `http://[::1]:${canary.port}/inbox`, endpoints: {} });
        const odd = await evil.person('odd', { endpoints: { sharedInbox: 'file:///etc/passwd' } });
        for (const [server, person] of [
            [victim, vera],
            [evil, sly],
            [evil, odd],
        ] as const)
            await server.send(inbox, server.activity(person, 'Follow', alice.uri), person);
        await settle();
        const inboxes = await followerInboxes(db, alice.id);
        await enqueueActivity(db, {
            accountId: alice.id,
            activity: { id: `${alice.uri}#x`, type: 'Create' },
            inboxes,
        });
        await settle();
        expect(canary.accepted).toBe(0);
        expect(victim.of('Create')).toHaveLength(1);
        expect(evil.of('Create').map(({ path }) => path)).toEqual(['/users/odd/inbox']);
    });

    test.each(['', 'null', '[]', '"x"', '{', '{"id":7}', '\ud800', '{"__proto__":{"id":"x"}}'])(
        'REL-20: %j signed and sent is answered without harm',
        async (text) => {
            await using scene = await aScene(db);
            const { victim, vera } = scene;
            const body = Buffer.from(text);
            const headers = signRequest('draft-cavage', {
                method: 'POST',
                url: new URL(inbox),
                body,
                keyId: vera.keyId,
                privatePem: vera.keys.privatePem,
            });
            const { status } = await fetch(inbox, { method: 'POST', body: new Uint8Array(body), headers });
            expect([202, 400, 401]).toContain(status);
            expect(await victim.send(inbox, victim.create(vera, victim.note(vera, 'next')), vera)).toBe(202);
        },
    );
});
