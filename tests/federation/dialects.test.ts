import { beforeEach, describe, expect, test } from 'vitest';
import type { Account, Notification, Status } from '$lib/mastodon-api/entities';
import { blocks, follows, inboundActivities, reports, pins } from '$lib/server/db/schema';
import { fetchActor, findByUri as findAccount } from '$lib/server/domain/accounts';
import { acceptFollow, followAccount } from '$lib/server/domain/relationships';
import { findByUri } from '$lib/server/domain/statuses';
import { ask } from '../support/api-routes';
import { aStatus, aToken } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { fixturesOf, Peer, SOFTWARE } from './support/peer';

const { db, origin, settle } = await ourServer();

let alice: Awaited<ReturnType<typeof aMember>>;
let post: Awaited<ReturnType<typeof aStatus>>;
let token: string;
beforeEach(async () => {
    alice = await aMember(db, 'alice');
    post = await aStatus(db, { by: alice });
    token = await aToken(db, alice);
});

const aPeer = (software: string) =>
    Peer.start(software, { member: alice.uri, post: post.uri }, { inbox: `${origin}/inbox`, settle });

/** What alice sees of a post, or undefined where there is none for her. */
async function seen(uri: unknown): Promise<Status | undefined> {
    const status = await findByUri(db, String(uri));
    if (!status) return undefined;
    const { status: code, body } = await ask<Status>('GET', `/api/v1/statuses/${status.id}`, { token });
    return code === 200 ? body : undefined;
}
const ours = async () => {
    const status = (await seen(post.uri))!;
    return { ...status, emoji_reactions: status.emoji_reactions ?? [] };
};
const objectOf = (peer: Peer, name: string) => (peer.read(name).object as { id: string }).id;
const told = async () => (await ask<Notification[]>('GET', '/api/v1/notifications', { token })).body;
/** What strangers wrote to her alone waits until she says yes. */
const requests = async () => (await ask<object[]>('GET', '/api/v1/notifications/requests', { token })).body;
const home = async () => (await ask<Status[]>('GET', '/api/v1/timelines/home', { token })).body;
const shown = async (uri: string) => {
    const account = await findAccount(db, uri);
    return (await ask<Account>('GET', `/api/v1/accounts/${account?.id}`, { token })).body;
};

/** Alice follows somebody there, who agrees. */
async function follow(peer: Peer, name = 'actor'): Promise<void> {
    const { id } = await fetchActor(db, peer.person(name).id);
    await followAccount(db, { accountId: alice.id }, id);
    await acceptFollow(db, { accountId: id }, alice.id);
    await settle();
}

test('there are at least ten activities of each', () => {
    expect(SOFTWARE.filter((software) => fixturesOf(software).length < 10)).toEqual([]);
    expect(SOFTWARE).toHaveLength(12);
});

describe.each(SOFTWARE)('%s', (software) => {
    test('follows, likes or reacts, boosts where it knows boosts, and takes it all back', async () => {
        await using peer = await aPeer(software);
        const deeds = ['follow', 'like', 'announce'].filter((name) => peer.has(name));
        for (const name of deeds) await peer.send(name);
        await settle();
        expect(await db.select().from(follows)).toHaveLength(1);
        expect(peer.server.of('Accept')).toHaveLength(1);
        expect(await shown(peer.person().id)).toMatchObject({
            username: peer.person().username,
            acct: `${peer.person().username}@${peer.server.host}`,
            url: expect.stringContaining(peer.server.origin),
        });
        // Misskey's likes carry an emoji.
        const favourites_count = software === 'misskey' ? 0 : 1;
        expect(await ours()).toMatchObject({ favourites_count, reblogs_count: deeds.length - 2 });
        expect((await ours()).emoji_reactions).toHaveLength(1 - favourites_count);

        for (const name of deeds) await peer.send(`undo-${name}`);
        await settle();
        expect(await db.select().from(follows)).toEqual([]);
        expect(await ours()).toMatchObject({ favourites_count: 0, reblogs_count: 0, emoji_reactions: [] });
    });

    test('posts an answer, edits it and deletes it', async () => {
        await using peer = await aPeer(software);
        const uri = objectOf(peer, 'create');
        await peer.play('create');
        const status = await seen(uri);
        expect(status).toMatchObject({
            visibility: 'public',
            in_reply_to_id: post.id,
            created_at: '2026-01-01T10:00:00.000Z',
            content: expect.stringContaining('hello'),
        });
        expect(status?.content).not.toMatch(/mfm|bbcode|\*\*|source/);
        expect((await told()).map(({ type }) => type)).toEqual(
            (await findByUri(db, uri)) && status?.mentions.length ? ['mention'] : [],
        );
        await peer.play('update');
        expect(await seen(uri)).toMatchObject({
            content: expect.stringContaining('edited'),
            edited_at: expect.any(String),
        });
        await peer.play('delete');
        expect(await seen(uri)).toBeUndefined();
    });

    test('sends nothing that is left lying', async () => {
        await using peer = await aPeer(software);
        const names = fixturesOf(software).filter((name) => 'actor' in peer.read(name));
        for (const name of names.filter((each) => each !== 'delete-actor')) await peer.send(name);
        await settle();
        const left = await db.query.inboundActivities.findMany({
            where: (row, { inArray }) => inArray(row.state, ['received', 'dead']),
        });
        expect(left.map(({ uri, error }) => [uri, error])).toEqual([]);
        expect((await db.select().from(inboundActivities)).length).toBeGreaterThan(5);
    });
});

describe('Mastodon', () => {
    test('asks a question, whose numbers are those it tells', async () => {
        await using peer = await aPeer('mastodon');
        await peer.play('create-poll');
        const uri = objectOf(peer, 'create-poll');
        const poll = async () => (await seen(uri))?.poll;
        expect(await poll()).toMatchObject({
            multiple: false,
            expired: false,
            voters_count: 5,
            options: [
                { title: 'Tea', votes_count: 3 },
                { title: 'Coffee', votes_count: 2 },
            ],
        });
        expect(await seen(uri)).toMatchObject({ language: 'en', favourites_count: 3, reblogs_count: 2 });
        await peer.play('update-poll');
        expect(await poll()).toMatchObject({ voters_count: 9, votes_count: 9 });
        expect((await seen(uri))?.edited_at).toBeNull();
    });

    test('quotes, and a stamp that nobody gave is worth nothing', async () => {
        await using peer = await aPeer('mastodon');
        await peer.play('create-quote');
        const status = await seen(objectOf(peer, 'create-quote'));
        expect(status?.quote).toMatchObject({ quoted_status: null });
        expect(status?.quote?.state).not.toBe('accepted');
        expect(status?.content).toContain('look at this');
    });

    test('writes to one person alone', async () => {
        await using peer = await aPeer('mastodon');
        await peer.play('create-direct');
        expect(await seen(objectOf(peer, 'create-direct'))).toMatchObject({ visibility: 'direct' });
        expect(await requests()).toHaveLength(1);
    });

    test('pins a post, and a hashtag that is no post changes nothing', async () => {
        await using peer = await aPeer('mastodon');
        await peer.play('create-poll', 'add-featured', 'add-featured-tag');
        expect(await db.select().from(pins)).toHaveLength(1);
        await peer.play('remove-featured');
        expect(await db.select().from(pins)).toEqual([]);
    });

    test('reports as a server, blocks and leaves', async () => {
        await using peer = await aPeer('mastodon');
        await peer.play('flag', 'block');
        expect(await db.select().from(reports)).toMatchObject([{ comment: 'this is spam' }]);
        expect(await db.select().from(blocks)).toHaveLength(1);
        await peer.play('undo-block', 'create-poll', 'delete-actor');
        expect(await db.select().from(blocks)).toEqual([]);
        expect(await seen(objectOf(peer, 'create-poll'))).toBeUndefined();
    });
});

describe('GoToSocial', () => {
    test('shows a picture with its description, focus and place holder, and who may quote it', async () => {
        await using peer = await aPeer('gotosocial');
        await peer.play('create-picture', 'accept-like', 'like-request');
        expect(await seen(objectOf(peer, 'create-picture'))).toMatchObject({
            created_at: '2026-01-01T09:00:00.000Z',
            language: 'en-GB',
            tags: [{ name: 'cats' }],
            spoiler_text: '',
            quote_approval: { automatic: [], manual: [] },
            media_attachments: [
                {
                    type: 'image',
                    description: 'a cat on a wall',
                    blurhash: 'UBL_:rOpGG-;~qRjfQof%MWBj[of',
                    meta: { focus: { x: -0.5, y: 0.25 } },
                },
            ],
        });
    });
});

describe('Misskey', () => {
    test('quotes in its own way: the text is read, its markup is not shown', async () => {
        await using peer = await aPeer('misskey');
        await peer.play('create-quote');
        const { content } = (await seen(objectOf(peer, 'create-quote')))!;
        expect(content).toContain('<i>look</i> <b>here</b>');
        expect(content).not.toMatch(/\$\[|\*\*/);
        expect(content).toContain(post.uri);
    });

    test('asks with many choices, writes to one, and to all who look for it', async () => {
        await using peer = await aPeer('misskey');
        await peer.play('create-poll', 'create-direct', 'create-home');
        expect((await seen(objectOf(peer, 'create-poll')))?.poll).toMatchObject({
            multiple: true,
            votes_count: 5,
            options: [{ votes_count: 1 }, { votes_count: 4 }],
        });
        expect((await seen(objectOf(peer, 'create-direct')))?.visibility).toBe('direct');
        expect((await seen(objectOf(peer, 'create-home')))?.visibility).toBe('unlisted');
    });

    test('reacts with characters, which are counted, and with a heart, which is a like', async () => {
        await using peer = await aPeer('misskey');
        await peer.play('react-unicode', 'react-heart', 'flag');
        expect(await ours()).toMatchObject({
            favourites_count: 1,
            emoji_reactions: [{ name: '🎉', count: 1 }],
        });
        await peer.play('undo-react-unicode');
        expect(await ours()).toMatchObject({ favourites_count: 1, emoji_reactions: [] });
    });
});

describe('Pleroma and Akkoma', () => {
    test('react, with emoji of their own too', async () => {
        await using peer = await aPeer('pleroma');
        await peer.play('emoji-react', 'emoji-react-custom');
        expect((await ours()).emoji_reactions.map(({ name }) => name).sort()).toEqual(['firefox', '🦊']);
        await peer.play('undo-emoji-react');
        expect((await ours()).emoji_reactions).toMatchObject([{ name: 'firefox', count: 1 }]);
    });

    test('send chat messages, which arrive as direct posts', async () => {
        await using peer = await aPeer('pleroma');
        await peer.play('chat-message');
        expect(await seen(objectOf(peer, 'chat-message'))).toMatchObject({
            visibility: 'direct',
            content: 'a word with you',
            mentions: [{ username: 'alice' }],
            media_attachments: [{ type: 'image', meta: { original: { width: 640, height: 480 } } }],
        });
        expect(await requests()).toHaveLength(1);
    });

    test('ask, quote, and bring former versions along when they edit', async () => {
        await using peer = await aPeer('pleroma');
        await peer.play('create-poll', 'create-quote', 'create-typo', 'update-typo');
        expect((await seen(objectOf(peer, 'create-poll')))?.poll).toMatchObject({
            votes_count: 2,
            expired: false,
        });
        expect((await seen(objectOf(peer, 'create-quote')))?.content).toContain('so true');
        const edited = await seen(objectOf(peer, 'create-typo'));
        expect(edited).toMatchObject({ content: 'first', edited_at: '2026-01-01T11:00:00.000Z' });
        const history = await ask<object[]>('GET', `/api/v1/statuses/${edited?.id}/history`, { token });
        expect(history.body).toMatchObject([{ content: 'frist' }, { content: 'first' }]);
    });
});

describe('Pixelfed', () => {
    test('shows an album with descriptions', async () => {
        await using peer = await aPeer('pixelfed');
        await peer.play('create-album');
        expect(await seen(objectOf(peer, 'create-album'))).toMatchObject({
            content: expect.stringContaining('The harbour'),
            tags: [{ name: 'harbour' }],
            media_attachments: [
                { type: 'image', description: 'boats', meta: { original: { width: 1080, height: 1350 } } },
                { type: 'image', description: null },
            ],
        });
    });

    test('tells stories, which are no posts and leave nothing', async () => {
        await using peer = await aPeer('pixelfed');
        await follow(peer);
        await peer.play('create-story', 'add-story', 'delete-story');
        expect(await home()).toEqual([]);
        expect(await told()).toEqual([]);
    });
});

describe('PeerTube', () => {
    test('publishes a video: title, description, the film with its picture, and a link to watch it there', async () => {
        await using peer = await aPeer('peertube');
        await peer.play('create-video', 'view', 'cache-file', 'dislike');
        const video = await seen(objectOf(peer, 'create-video'));
        const page = `${peer.server.origin}/w/3xkQ`;
        expect(video).toMatchObject({
            url: page,
            language: 'en',
            account: { acct: `pia@${peer.server.host}` },
            tags: [{ name: 'lighthouse' }],
            media_attachments: [
                {
                    type: 'video',
                    remote_url: `${peer.server.origin}/static/hls/0f6c/720.mp4`,
                    preview_remote_url: `${peer.server.origin}/lazy-static/previews/p.jpg`,
                    meta: { original: { size: '1280x720', duration: 754 } },
                },
            ],
        });
        expect(video?.content).toMatch(/^<p><strong>How a lighthouse works<\/strong><\/p>/);
        expect(video?.content).toContain('<p>Lamps &amp; **lenses**.</p>');
        expect(video?.content).toContain('href="https://lights.example/how"');
        expect(video?.content).toContain(`href="${page}"`);
        expect(video?.content).toContain('&lt;script&gt;');
        await peer.play('update-video');
        expect((await seen(objectOf(peer, 'create-video')))?.content).toContain('How lighthouses work');
        await peer.play('delete-video');
        expect(await seen(objectOf(peer, 'create-video'))).toBeUndefined();
    });

    test('announces it in its channel, to those who follow that', async () => {
        await using peer = await aPeer('peertube');
        await follow(peer, 'channel');
        await peer.play('announce-video');
        expect(await home()).toMatchObject([
            {
                account: { username: 'pia_channel', group: true },
                reblog: { account: { username: 'pia' }, language: 'en' },
            },
        ]);
    });

    test('has people with a portrait in several sizes, of which the largest is shown', async () => {
        await using peer = await aPeer('peertube');
        await peer.play('follow');
        const account = await findAccount(db, peer.person().id);
        expect(account?.avatarUrl).toBe(`${peer.server.origin}/lazy-static/avatars/120.png`);
    });
});

describe('Lemmy', () => {
    test('hands on what is posted in a community, which is shown once, boosted by the community', async () => {
        await using peer = await aPeer('lemmy');
        await follow(peer, 'community');
        await peer.play('announce-create-page', 'announce-page', 'announce-page-picture');
        const [picture, link, ...others] = await home();
        expect(others).toEqual([]);
        expect(link).toMatchObject({
            account: { username: 'harbours', group: true },
            reblog: { account: { username: 'pia' }, language: 'en', media_attachments: [] },
        });
        const { content } = link!.reblog!;
        expect(content).toMatch(/^<p><strong>A pier falls into the sea<\/strong><\/p>/);
        // The page it is about comes before the post’s own: it is the one that gets a preview.
        expect(content.indexOf('https://news.example/pier')).toBeLessThan(content.indexOf('/post/1'));
        expect(content).toContain('It was <strong>old</strong>.');
        expect(picture?.reblog).toMatchObject({
            content: expect.stringContaining('My boat'),
            media_attachments: [{ type: 'image', description: 'a red boat' }],
        });
    });

    test('hands on comments, which stand in the thread and in no home', async () => {
        await using peer = await aPeer('lemmy');
        await follow(peer, 'community');
        await peer.play('announce-create-page', 'announce-create-comment', 'announce-like', 'announce-lock');
        expect(await home()).toHaveLength(1);
        const page = await seen(peer.read('page-link').id);
        expect(await seen(peer.read('comment').id)).toMatchObject({
            in_reply_to_id: page?.id,
            content: '<p>What a <em>pity</em></p>',
        });
        expect(page?.favourites_count).toBe(0);
    });

    test('hands on edits and deletions, which are read where the post is', async () => {
        await using peer = await aPeer('lemmy');
        await follow(peer, 'community');
        const page = peer.read('page-link');
        await peer.play('announce-create-page', 'announce-update-page', 'announce-delete-page');
        expect((await seen(page.id))?.content).toContain('A pier falls');
        peer.serve({ ...page, name: 'A pier fell', updated: '2026-01-01T12:00:00.000000Z' });
        await peer.server.send(
            `${origin}/inbox`,
            { ...peer.read('announce-update-page'), id: `${page.id as string}/again` },
            peer.person('community'),
        );
        await settle();
        expect((await seen(page.id))?.content).toContain('A pier fell');
        peer.server.documents.delete(new URL(String(page.id)).pathname);
        await peer.server.send(
            `${origin}/inbox`,
            { ...peer.read('announce-delete-page'), id: `${page.id as string}/gone` },
            peer.person('community'),
        );
        await settle();
        expect(await seen(page.id)).toBeUndefined();
    });

    test('writes privately, reports with a reason, and keeps somebody out without blocking them', async () => {
        await using peer = await aPeer('lemmy');
        await peer.play('create-private-message', 'flag', 'block-from-community', 'dislike');
        expect(await seen(objectOf(peer, 'create-private-message'))).toMatchObject({
            visibility: 'direct',
            content: '<p>hello in private</p>',
        });
        expect(await db.select().from(reports)).toMatchObject([{ comment: 'against the rules here' }]);
        expect(await db.select().from(blocks)).toEqual([]);
        expect(await ours()).toMatchObject({ favourites_count: 0 });
    });
});

describe('WordPress', () => {
    test('publishes an article that reads well', async () => {
        await using peer = await aPeer('wordpress');
        await follow(peer, 'blog');
        await peer.play('create-article', 'announce-own');
        const article = await seen(objectOf(peer, 'create-article'));
        expect(article).toMatchObject({
            account: { username: 'blog', group: true, display_name: 'The harbour blog' },
            language: 'de',
            favourites_count: 2,
            tags: [{ name: 'quay' }],
            spoiler_text: '',
            media_attachments: [{ type: 'image', description: 'The quay' }],
        });
        const { content } = article!;
        expect(content).toMatch(
            /^<p><strong>The quay &amp; the night<\/strong><\/p><p>The first paragraph\.<\/p>/,
        );
        expect(content).toContain('<p><strong>By night</strong></p>');
        expect(content).toContain('<ul><li>lamps</li><li>cats</li></ul>');
        expect(content).toContain('<blockquote><p>Quiet.</p></blockquote>');
        expect(content).toMatch(/>The quay<\/a><br \/>At noon/);
        expect(content).toMatch(/high 6:00\s*<br \/>\s*low 12:00/);
        expect(content).toMatch(/href="[^"]+\/2026\/01\/the-quay\/"[^>]*>[^<]+<\/a><\/p>$/);
    });

    test('publishes a long one, of which the excerpt is shown with its picture', async () => {
        await using peer = await aPeer('wordpress');
        await peer.play('create-long-article');
        const article = await seen(objectOf(peer, 'create-long-article'));
        expect(article?.content).toMatch(
            /^<p><strong>Forty tides<\/strong><\/p><p>On tides, at length\.<\/p><p><a href="[^"]+forty-tides\/"/,
        );
        expect(article?.content).not.toContain('Paragraph');
        expect(article?.media_attachments).toMatchObject([
            { remote_url: `${peer.server.origin}/wp-content/tide.jpg` },
        ]);
    });
});

describe('Ghost', () => {
    test('publishes an article with its picture, and edits it', async () => {
        await using peer = await aPeer('ghost');
        await peer.play('create-article');
        const uri = objectOf(peer, 'create-article');
        const article = await seen(uri);
        expect(article?.content).toMatch(
            /^<p><strong>Letters at dawn<\/strong><\/p><p><strong>Dawn<\/strong><\/p>/,
        );
        expect(article?.content).toMatch(/💡\s*<br \/>\s*Mind the tide\./);
        expect(article?.content).not.toContain('kg-');
        expect(article?.media_attachments).toMatchObject([
            { type: 'image', remote_url: `${peer.server.origin}/content/images/feature.jpg` },
        ]);
        await peer.play('update-article');
        expect((await seen(uri))?.content).toContain('Letters before dawn');
    });

    test('posts a note with a picture whose type it does not tell', async () => {
        await using peer = await aPeer('ghost');
        await peer.play('create-note');
        expect(await seen(objectOf(peer, 'create-note'))).toMatchObject({
            content: '<p>A gull.<br />Really.</p>',
            media_attachments: [{ type: 'image', description: 'a gull' }],
        });
    });
});

describe('Hollo', () => {
    test('quotes, asks and reacts', async () => {
        await using peer = await aPeer('hollo');
        await peer.play('create-quote', 'create-poll', 'emoji-react');
        const quote = await seen(objectOf(peer, 'create-quote'));
        expect(quote).toMatchObject({ language: 'ko', visibility: 'public', tags: [{ name: 'yes' }] });
        expect(quote?.content).toContain('indeed');
        expect((await seen(objectOf(peer, 'create-poll')))?.poll).toMatchObject({ voters_count: 1 });
        expect((await ours()).emoji_reactions).toMatchObject([{ name: '👏' }]);
    });
});

describe('Friendica', () => {
    test('publishes articles and events under their titles', async () => {
        await using peer = await aPeer('friendica');
        await peer.play('create-article', 'create-event', 'create-direct', 'dislike', 'tentative-accept');
        expect((await seen(objectOf(peer, 'create-article')))?.content).toMatch(
            /^<p><strong>A story<\/strong><\/p>A <strong>long<\/strong> story<br \/>in lines<ul><li>one<\/li><\/ul>/,
        );
        expect((await seen(objectOf(peer, 'create-event')))?.content).toMatch(/Regatta.*Bring a boat/);
        expect((await seen(objectOf(peer, 'create-direct')))?.visibility).toBe('direct');
    });
});

describe('snac', () => {
    test('shows pictures and asks', async () => {
        await using peer = await aPeer('snac');
        await peer.play('create-picture', 'create-poll', 'ping');
        expect(await seen(objectOf(peer, 'create-picture'))).toMatchObject({
            content: '<p>see</p>',
            in_reply_to_id: null,
            media_attachments: [{ type: 'image', description: 'a crab' }],
        });
        expect((await seen(objectOf(peer, 'create-poll')))?.poll).toMatchObject({ multiple: true });
    });
});
