import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressingOf, audienceOf, reachesFollowers, type Audience } from './addressing';
import { wantsActivity, wantsPage } from './negotiate';
import { readActivityObject } from './read-activity';
import { readActor } from './read-actor';
import { readJsonObject } from './read-json';
import { readNote } from './read-note';
import { DocumentRefused, type Json } from './untrusted';
import { isActivityType, PUBLIC } from './vocabulary';
import { canonicalHost, parseHandle } from './webfinger';

const actor = {
    id: 'https://x.example/users/a',
    type: 'Person',
    preferredUsername: 'a',
    inbox: 'https://x.example/users/a/inbox',
};
const note = {
    id: 'https://x.example/n/1',
    type: 'Note',
    attributedTo: actor.id,
    content: '<p>x</p>',
    to: [PUBLIC],
};
const activity = { id: 'https://x.example/a/1', type: 'Create', actor: actor.id, object: note };

/** The reason a document is refused for, or none. */
function refusal(read: () => unknown): string {
    try {
        read();
        return 'none';
    } catch (error) {
        if (error instanceof DocumentRefused) return error.reason;
        throw error;
    }
}

describe('documents of others', () => {
    it('are refused by name where they lack what they need', () => {
        expect(refusal(() => readActor({ ...actor, id: 'nonsense' }))).toBe('no-id');
        expect(refusal(() => readActor({ ...actor, type: 'Note' }))).toBe('no-type');
        expect(refusal(() => readActor({ ...actor, preferredUsername: 'a b' }))).toBe('no-name');
        expect(refusal(() => readActor({ ...actor, inbox: 'file:///x' }))).toBe('no-inbox');
        expect(refusal(() => readNote({ ...note, attributedTo: [] }))).toBe('no-author');
        expect(refusal(() => readActivityObject({ ...activity, object: undefined }))).toBe('no-object');
        expect(refusal(() => readActivityObject({ ...activity, actor: {} }))).toBe('no-actor');
        expect(refusal(() => readActivityObject({ ...activity, type: 'View' }))).toBe('no-type');
    });

    it('may write every property as a scalar or a list, as a reference or whole', () => {
        const plain = readNote({
            ...note,
            to: PUBLIC,
            cc: 'https://x.example/f',
            tag: { type: 'Hashtag', name: '#a' },
            inReplyTo: 'https://x.example/n/0',
        });
        const listed = readNote({
            ...note,
            type: ['Note'],
            attributedTo: [{ type: 'Person', id: actor.id }],
            to: [PUBLIC],
            cc: [{ id: 'https://x.example/f' }],
            tag: [{ type: ['Hashtag'], name: '#a' }],
            inReplyTo: { id: 'https://x.example/n/0', type: 'Note' },
        });
        expect(listed).toEqual(plain);
    });

    it('lose a bad optional field and nothing else', () => {
        const read = readNote({
            ...note,
            published: 'yesterday',
            url: 'javascript:alert(1)',
            tag: [7, null, { type: 'Emoji', name: 'no colon!' }],
            attachment: [{ type: 'Image', url: 'data:x' }],
        });
        expect(read).toMatchObject({
            contentHtml: '<p>x</p>',
            published: undefined,
            url: undefined,
            emojis: [],
            attachments: [],
        });
    });

    it('list only keys of their own', () => {
        const key = { id: `${actor.id}#main-key`, owner: actor.id, publicKeyPem: 'PEM' };
        expect(readActor({ ...actor, publicKey: key }).keys).toMatchObject([
            { id: key.id, publicPem: 'PEM' },
        ]);
        expect(readActor({ ...actor, publicKey: [{ ...key, owner: 'https://y.example/b' }] }).keys).toEqual(
            [],
        );
    });

    it('that are articles show their title, their text and a link', () => {
        const { contentHtml } = readNote({
            ...note,
            type: 'Article',
            name: 'A <title>',
            url: 'https://x.example/article',
        });
        expect(contentHtml).toContain('<strong>A &lt;title&gt;</strong>');
        expect(contentHtml).toContain('<p>x</p>');
        expect(contentHtml).toContain('href="https://x.example/article"');
    });

    it('of several authors are the person’s, not the channel’s', () => {
        const authors = [
            { type: 'Group', id: 'https://x.example/channel' },
            { type: 'Person', id: 'https://x.example/account' },
        ];
        expect(readNote({ ...note, attributedTo: authors }).author).toBe('https://x.example/account');
        expect(readNote({ ...note, attributedTo: ['https://x.example/1'] }).author).toBe(
            'https://x.example/1',
        );
    });

    it('that are plain text or Markdown hold no markup of their own', () => {
        const html = (mediaType: string) =>
            readNote({ ...note, content: '<b>a</b>\n\n**b** https://x.example/', mediaType }).contentHtml;
        expect(html('text/markdown')).toMatch(/^<p>&lt;b&gt;a&lt;\/b&gt;<\/p><p>\*\*b\*\* <a /);
        expect(html('text/html')).toMatch(/^<b>a<\/b>/);
    });

    it('may say everything in maps of languages alone', () => {
        const { content: _, ...wordless } = note;
        const read = readNote({
            ...wordless,
            contentMap: { de: '<p>Hallo</p>', en: '<p>Hello</p>' },
            summaryMap: { de: 'Vorsicht' },
        });
        expect(read).toMatchObject({
            contentHtml: '<p>Hallo</p>',
            contentWarning: 'Vorsicht',
            language: 'de',
        });
        const article = readNote({ ...wordless, type: 'Article', nameMap: { fr: 'Titre' } });
        expect([article.contentHtml.includes('<strong>Titre</strong>'), article.language]).toEqual([
            true,
            'fr',
        ]);
        const named = readActor({ ...actor, nameMap: { ja: '海' }, summaryMap: { ja: '<p>青い</p>' } });
        expect(named).toMatchObject({ displayName: '海', bioHtml: '<p>青い</p>' });
        const described = readNote({
            ...note,
            attachment: { type: 'Image', url: 'https://x.example/1', nameMap: { en: 'A cat' } },
        });
        expect(described.attachments).toMatchObject([{ description: 'A cat' }]);
    });

    it('may leave open what kind of file they bring, or tell it of the link to it', () => {
        const url = 'https://x.example/files/1';
        const kinds = readNote({
            ...note,
            attachment: [
                { type: 'Document', mediaType: 'image/png', url },
                { type: 'Image', url },
                { type: 'Video', url: [{ type: 'Link', mediaType: 'video/mp4', href: url }] },
                { type: 'Document', url: `${url}.opus?v=2` },
                { type: 'Document', url },
                { type: 'Document', mediaType: 'application/pdf', url },
            ],
        }).attachments.map(({ kind }) => kind);
        expect(kinds).toEqual(['image', 'image', 'video', 'audio', 'unknown', 'unknown']);
    });

    it('never break a reader, whatever stands in them', () => {
        const anything = fc.jsonValue({ maxDepth: 3 });
        const keys = Object.keys({
            ...actor,
            ...note,
            ...activity,
            tag: 0,
            attachment: 0,
            publicKey: 0,
            assertionMethod: 0,
            authentication: 0,
            endpoints: 0,
            icon: 0,
            url: 0,
            contentMap: 0,
            summaryMap: 0,
            nameMap: 0,
            interactionPolicy: 0,
            context: 0,
            likes: 0,
            oneOf: 0,
            replies: 0,
            name: 0,
            summary: 0,
        });
        const documents = fc.dictionary(fc.constantFrom(...keys), anything);
        fc.assert(
            fc.property(documents, (changes) => {
                const seed = changes as Json;
                refusal(() => readActor({ ...actor, ...seed }));
                refusal(() => readActor({ ...seed, ...actor }));
                refusal(() => readNote({ ...seed, id: note.id, type: 'Question', attributedTo: actor.id }));
                refusal(() => readNote({ ...note, ...seed }));
                refusal(() => readActivityObject({ ...activity, ...seed }));
            }),
            { numRuns: 2_000 },
        );
    });
});

describe('JSON of others', () => {
    const bytes = (text: string) => Buffer.from(text);

    it('is refused beyond a depth, brackets in strings not counted', () => {
        expect(refusal(() => readJsonObject(bytes(`{"a":${'['.repeat(100_000)}`)))).toBe('too-deep');
        expect(readJsonObject(bytes(`{"a":"${'['.repeat(1_000)}\\"{{"}`))).toHaveProperty('a');
    });

    it.each(['', '[]', 'null', '"x"', '{"a":}', '{'])('%j is no document', (text) => {
        expect(refusal(() => readJsonObject(bytes(text)))).toBe('not-json');
    });

    it('that is no UTF-8 is no document', () => {
        expect(refusal(() => readJsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))).toBe(
            'not-json',
        );
    });
});

describe('audiences', () => {
    const members = { followersUrl: 'https://x.example/f', mentioned: ['https://y.example/b'] };

    it.each<Audience>(['public', 'unlisted', 'private', 'direct'])(
        '%s survives being written and read',
        (audience) => {
            expect(audienceOf(addressingOf(audience, members), members)).toBe(audience);
        },
    );

    it('are read as narrow as they may be', () => {
        expect(audienceOf({ to: [], cc: [] }, members)).toBe('direct');
        expect(audienceOf({ to: ['https://z.example/c'], cc: [] }, members)).toBe('limited');
        expect(
            audienceOf({ to: ['https://x.example/f'], cc: [] }, { ...members, followersUrl: undefined }),
        ).toBe('limited');
        expect(audienceOf({ to: ['https://www.w3.org/ns/activitystreams#public'], cc: [] }, members)).toBe(
            'limited',
        );
    });

    it('of a direct post never include followers', () => {
        expect(reachesFollowers(addressingOf('direct', members), members.followersUrl)).toBe(false);
        expect(reachesFollowers(addressingOf('private', members), members.followersUrl)).toBe(true);
        expect(reachesFollowers({ to: [''], cc: [] }, null)).toBe(false);
    });
});

describe('negotiation', () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
    const mastodon =
        'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams", text/html;q=0.1';

    it.each([
        [browser, false, true],
        [mastodon, true, false],
        ['application/activity+json', true, false],
        ['application/ld+json', true, false],
        ['*/*', false, false],
        [null, false, false],
        ['', false, false],
        ['application/json', false, false],
        ['text/html, application/activity+json', false, true],
        ['application/activity+json, text/html', true, false],
        ['text/html;q=0.5, application/activity+json;q=0.4', false, true],
        ['application/activity+json;q=0', false, false],
        ['APPLICATION/ACTIVITY+JSON', true, false],
    ])('%s wants the document: %s, the page: %s', (accept, document, page) => {
        expect([wantsActivity(accept), wantsPage(accept)]).toEqual([document, page]);
    });

    it('knows the types of ActivityPub from those that members may upload', () => {
        expect(
            [
                'application/activity+json',
                'application/activity+json; charset=utf-8',
                'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
            ].every(isActivityType),
        ).toBe(true);
        expect(
            [
                'application/json',
                'application/ld+json',
                'text/html',
                '',
                'application/ld+json; profile="https://evil.test/https://www.w3.org/ns/activitystreams"',
            ].some(isActivityType),
        ).toBe(false);
    });
});

describe('handles', () => {
    it('are read in every spelling, and compared in one', () => {
        for (const text of ['ada@X.example', '@ada@x.example', 'acct:ada@x.example', ' @ada@x.example '])
            expect(parseHandle(text)).toEqual({ username: 'ada', host: 'x.example' });
        expect(parseHandle('a@bücher.example')?.host).toBe('xn--bcher-kva.example');
        expect(parseHandle('a@localhost:3000')?.host).toBe('localhost:3000');
    });

    it.each([
        'ada',
        '@ada',
        'ada@',
        'a b@x.example',
        'a@x.example/evil',
        'a@x@y',
        'a@u:p@x.example',
        'a/b@x.example',
        'https://x.example/@a',
        'a@x.example?q',
        '',
    ])('%j is none', (text) => {
        expect(parseHandle(text)).toBeUndefined();
    });

    it('have hosts without paths or credentials', () => {
        expect(['x.example/a', 'a@x.example', '', 'x y', '[::1'].map(canonicalHost)).toEqual([
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
        ]);
    });
});
