import { beforeEach, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { favourites, follows, reactions, statuses, tombstones } from '$lib/server/db/schema';
import { readActivity } from '$lib/server/activitypub/read-activity';
import { fetchActor } from '$lib/server/domain/accounts';
import { findByUri } from '$lib/server/domain/statuses';
import { receiveAnnounce } from '$lib/server/federation/inbox/announce';
import { receiveUndo } from '$lib/server/federation/inbox/undo';
import { unlessUndone } from '$lib/server/federation/inbox/unless-undone';
import { attribute } from '$lib/server/federation/provenance';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();

/** Every order of `items`. */
function ordersOf<T>(items: readonly T[]): T[][] {
    if (items.length < 2) return [[...items]];
    return items.flatMap((first, index) =>
        ordersOf(items.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
    );
}

/** What the handlers get of an activity that somebody has signed. */
async function saidBy(person: RemotePerson, activity: object) {
    return attribute(readActivity(Buffer.from(JSON.stringify(activity))), await fetchActor(db, person.id));
}

type Told = Record<string, unknown> & { id: string };

/** What vera does, made anew for each order: every order happens to posts and people of its own. */
type Story = (server: RemoteServer, vera: RemotePerson, member: { uri: string; postUri: string }) => Told[];

const at = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000).toISOString();

const stories: Record<string, Story> = {
    'a post, two versions of it, and its end': (server, vera) => {
        const note = server.note(vera, 'first', { published: at(0) });
        const version = (content: string, minute: number) =>
            server.activity(vera, 'Update', { ...note, content, updated: at(minute) });
        return [
            server.create(vera, note),
            version('<p>second</p>', 1),
            version('<p>third</p>', 2),
            server.activity(vera, 'Delete', note.id),
        ];
    },
    'a post, two versions of it, and an answer': (server, vera) => {
        const note = server.note(vera, 'first', { published: at(0) });
        const version = (content: string, minute: number) =>
            server.activity(vera, 'Update', { ...note, content, updated: at(minute) });
        return [
            server.create(vera, note),
            version('<p>second</p>', 1),
            version('<p>third</p>', 2),
            server.create(vera, server.note(vera, 'and', { inReplyTo: note.id, published: at(3) })),
        ];
    },
    'a like, a boost, and both taken back': (server, vera, { postUri }) => {
        const like = server.activity(vera, 'Like', postUri);
        const boost = server.activity(vera, 'Announce', postUri, {
            to: ['https://www.w3.org/ns/activitystreams#Public'],
        });
        return [like, boost, server.activity(vera, 'Undo', like), server.activity(vera, 'Undo', boost)];
    },
    'a follow that is taken back, and a reaction that stays': (server, vera, { uri, postUri }) => {
        const follow = server.activity(vera, 'Follow', uri);
        return [
            follow,
            server.activity(vera, 'Undo', follow),
            server.activity(vera, 'EmojiReact', postUri, { content: '🎉' }),
        ];
    },
};

let remote: RemoteServer;
beforeEach(async () => {
    remote = await RemoteServer.start();
    return () => remote[Symbol.asyncDispose]();
});

/** Everything that the order may have changed, in words that do not depend on ids. */
async function stateOf(veraUri: string, postUri: string) {
    const vera = await fetchActor(db, veraUri);
    const posts = await db.select().from(statuses).where(eq(statuses.accountId, vera.id));
    const post = await findByUri(db, postUri);
    const [likes, follow, reacted, buried] = await Promise.all([
        db.select().from(favourites).where(eq(favourites.accountId, vera.id)),
        db.select().from(follows).where(eq(follows.accountId, vera.id)),
        db.select().from(reactions).where(eq(reactions.accountId, vera.id)),
        db.select().from(tombstones).where(eq(tombstones.actorUri, veraUri)),
    ]);
    return {
        posts: posts
            .map((row) => [
                row.contentHtml,
                row.inReplyToId !== null,
                row.repliesCount,
                row.boostOfId !== null,
            ])
            .sort(),
        counts: [post?.favouritesCount, post?.boostsCount, post?.repliesCount],
        rows: [likes.length, follow.length, reacted.map(({ emoji }) => emoji), buried.length],
        statusesCount: vera.statusesCount,
    };
}

test.each(Object.entries(stories))(
    'REL-18: %s: any order, each told twice, is one state',
    async (_, story) => {
        const alice = await aMember(db, 'alice');
        // All orders happen side by side, each to a vera and a post of its own.
        const lives = await Promise.all(
            ordersOf([0, 1, 2, 3]).map(async (order, index) => {
                const vera = await remote.person(`vera${index}`);
                const post = await aStatus(db, { by: alice, id: String(1_000 + index) });
                const told = story(remote, vera, { uri: alice.uri, postUri: post.uri });
                return { order, vera, post, told };
            }),
        );
        for (const turn of [0, 1, 2, 3]) {
            for (const { order, vera, told } of lives) {
                const activity = told[order[turn] ?? 0];
                // The second time under the same id, as a server does that missed the first answer.
                for (let time = 0; activity && time < 2; time++)
                    expect(await remote.send(`${origin}/inbox`, activity, vera)).toBe(202);
            }
            await settle();
        }
        const states = new Map<string, string>();
        for (const { order, vera, post } of lives)
            states.set(JSON.stringify(await stateOf(vera.id, post.uri)), order.join());
        expect([...states.keys()].map((state) => JSON.parse(state) as object)).toHaveLength(1);
    },
);

test('REL-18: what is taken back while it is being worked on is taken back', async () => {
    const post = await aStatus(db, { by: await aMember(db, 'alice') });
    const vera = await remote.person('vera');
    const boost = remote.activity(vera, 'Announce', post.uri, {
        to: ['https://www.w3.org/ns/activitystreams#Public'],
    });
    const undo = await saidBy(vera, remote.activity(vera, 'Undo', boost));
    // The Undo comes in between: after the boost was looked for in vain, before it is written.
    const interrupted = unlessUndone(async (each, said) => {
        await receiveUndo(each, undo);
        await receiveAnnounce(each, said);
    });
    await interrupted(db, await saidBy(vera, boost));
    expect((await findByUri(db, post.uri))?.boostsCount).toBe(0);
});
