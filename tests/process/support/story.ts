/** What happens between three communities with two members each, one line a thing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Poll, Status } from '$lib/mastodon-api/entities';
import { aPng } from '../../support/pictures';
import type { Person } from './person';
import type { Village } from './village';

/** Two of each community. */
export const NAMES = [
    ['ana', 'al'],
    ['bo', 'bea'],
    ['cy', 'cleo'],
] as const;
export type Name = (typeof NAMES)[number][number];

/** What happens in words, and how. */
export type Step = readonly [words: string, act: () => Promise<unknown>];

/** The story of `village`. Everybody has to come to rest after each step. */
export function storyOf(village: Village<Name>): Step[] {
    const { ana, al, bo, bea, cy, cleo } = village.people;
    const post = village.post.bind(village);
    const uri = village.uri.bind(village);
    const on = village.do.bind(village);
    const react = async (person: Person, name: string, method: string, emoji: string) =>
        person.api(
            method,
            `/api/v1/statuses/${await person.find(uri(name))}/emoji_reactions/${encodeURIComponent(emoji)}`,
        );
    const vote = async (person: Person, name: string, ...choices: number[]) => {
        const { poll } = (await person.sees(uri(name))) as Status;
        return person.api<Poll>('POST', `/api/v1/polls/${poll?.id}/votes`, { choices });
    };
    const decide = async (person: Person, who: Person, verdict: string) =>
        person.api('POST', `/api/v1/follow_requests/${await person.idOf(who)}/${verdict}`);
    const edit = async (person: Person, name: string, status: string, more: object = {}) =>
        person.api('PUT', `/api/v1/statuses/${await village.id(name)}`, { status, ...more });

    return [
        ['ana follows bo', () => ana.do('follow', bo)],
        ['bo follows ana', () => bo.do('follow', ana)],
        ['cy follows ana', () => cy.do('follow', ana)],
        ['ana follows cy', () => ana.do('follow', cy)],
        ['cy follows bo', () => cy.do('follow', bo)],
        ['bea follows cy', () => bea.do('follow', cy)],
        ['ana follows cleo', () => ana.do('follow', cleo)],
        ['al follows cy', () => al.do('follow', cy)],
        ['al wants to be asked', () => al.changeProfile({}, { locked: 'true' })],
        ['bo asks to follow al', () => bo.do('follow', al)],
        ['cy asks to follow al', () => cy.do('follow', al)],
        ['al agrees to bo', () => decide(al, bo, 'authorize')],
        ['al turns cy down', () => decide(al, cy, 'reject')],
        [
            'bo tells about himself',
            () =>
                bo.changeProfile(
                    {},
                    {
                        display_name: 'Bo of B',
                        note: 'I keep bees.',
                        'fields_attributes[0][name]': 'Bees',
                        'fields_attributes[0][value]': 'forty thousand',
                    },
                ),
        ],
        ['ana shows her face', async () => ana.changeProfile({ avatar: await aPng(48) }, {})],
        ['ana posts to everybody', () => post(ana, 'hello', 'Hello to all three #atoll')],
        [
            'bo posts without the public lists',
            () => post(bo, 'aside', 'by the way', { visibility: 'unlisted' }),
        ],
        ['cy posts for followers', () => post(cy, 'close', 'between us', { visibility: 'private' })],
        ['al posts for followers', () => post(al, 'closer', 'for bo', { visibility: 'private' })],
        ['ana writes to bo alone', () => post(ana, 'letter', `${bo.handle} psst`, { visibility: 'direct' })],
        [
            'bo warns of what he posts',
            () => post(bo, 'warned', 'the bees are angry', { spoiler_text: 'bees', language: 'en' }),
        ],
        [
            'ana posts a picture with words and a focal point',
            async () => {
                const said = { description: 'a green square', focus: '0.5,-0.25' };
                const { id } = await ana.upload(await aPng(32), said);
                await post(ana, 'picture', 'look', { media_ids: [id], sensitive: true });
            },
        ],
        [
            'cy posts an emoji of their own community',
            async () => {
                const file = join(cy.home.dataDir, 'wave.png');
                await writeFile(file, await aPng(32));
                await cy.home.atoll('emoji', 'add', 'wave', file);
                await post(cy, 'wave', 'hi :wave:');
            },
        ],
        ['bo answers ana', () => village.answer(bo, 'hello', 'answer', `${ana.handle} hello back`)],
        ['cy answers bo', () => village.answer(cy, 'answer', 'deeper', `${bo.handle} ${ana.handle} me too`)],
        ['ana answers cy', () => village.answer(ana, 'deeper', 'deepest', `${cy.handle} welcome`)],
        ['bea answers ana', () => village.answer(bea, 'hello', 'stranger', `${ana.handle} who are you`)],
        ['ana edits her post', () => edit(ana, 'hello', 'Hello to all three, edited #atoll #edited')],
        ['bo edits his answer', () => edit(bo, 'answer', `${ana.handle} hello back, edited`)],
        ['cy edits what is for followers', () => edit(cy, 'close', 'between us, edited')],
        ['cy likes it', () => on(cy, 'favourite', 'hello')],
        ['bo likes it', () => on(bo, 'favourite', 'hello')],
        ['bo likes it no more', () => on(bo, 'unfavourite', 'hello')],
        ['cy boosts it', () => on(cy, 'reblog', 'hello')],
        ['bo boosts it', () => on(bo, 'reblog', 'hello')],
        ['bo boosts it no more', () => on(bo, 'unreblog', 'hello')],
        ['bea boosts what cy posted', () => on(bea, 'reblog', 'wave')],
        ['cy puts an emoji under it', () => react(cy, 'hello', 'PUT', '🎉')],
        ['bo puts the same under it', () => react(bo, 'hello', 'PUT', '🎉')],
        ['bo takes it back and puts another', () => react(bo, 'hello', 'DELETE', '🎉')],
        ['bo puts another', () => react(bo, 'hello', 'PUT', '🐝')],
        [
            'ana asks everybody',
            () =>
                post(ana, 'poll', 'which?', {
                    poll: { options: ['one', 'two', 'three'], expires_in: 3_600 },
                }),
        ],
        ['bo votes', () => vote(bo, 'poll', 1)],
        ['cy votes', () => vote(cy, 'poll', 1)],
        ['al, a neighbour, votes', () => vote(al, 'poll', 2)],
        ['the poll ends', () => endPolls(village)],
        ['bo quotes ana', () => village.quote(bo, 'hello', 'quote', 'listen to her')],
        ['cy quotes ana', () => village.quote(cy, 'hello', 'revoked', 'do not listen')],
        [
            'ana takes back her consent to cy',
            async () => {
                const quoting = await ana.find(uri('revoked'));
                await ana.api(
                    'POST',
                    `/api/v1/statuses/${await village.id('hello')}/quotes/${quoting}/revoke`,
                );
            },
        ],
        ['ana pins her post', () => on(ana, 'pin', 'hello')],
        ['ana pins her picture', () => on(ana, 'pin', 'picture')],
        ['ana unpins her picture', () => on(ana, 'unpin', 'picture')],
        ['cy blocks bea', () => cy.do('block', bea)],
        ['cy unblocks bea', () => cy.do('unblock', bea)],
        ['ana mutes bo', () => ana.do('mute', bo)],
        ['ana hears bo again', () => ana.do('unmute', bo)],
        ['bo keeps it', () => on(bo, 'bookmark', 'hello')],
        [
            'cy reports bo, to his own server too',
            async () =>
                cy.api('POST', '/api/v1/reports', {
                    account_id: await cy.idOf(bo),
                    status_ids: [await cy.find(uri('warned'))],
                    comment: 'the bees',
                    forward: true,
                }),
        ],
        ['bo posts something', () => post(bo, 'regretted', 'I will regret this')],
        ['ana boosts it', () => on(ana, 'reblog', 'regretted')],
        ['bo deletes it', async () => bo.api('DELETE', `/api/v1/statuses/${await village.id('regretted')}`)],
        ['bo gets a new key', () => bo.home.atoll('accounts', 'rotate-keys', 'bo')],
        ['bo posts with it', () => post(bo, 'signed anew', 'signed anew', { visibility: 'private' })],
        [
            'bea says that she is cleo too',
            () => bea.api('POST', '/api/v1/accounts/alias', { also_known_as_uris: [cleo.uri] }),
        ],
        [
            'cleo moves to bea',
            () =>
                cleo.api('POST', '/api/v1/accounts/move', {
                    password: cleo.member.password,
                    moved_to_uri: bea.uri,
                }),
        ],
        ['cleo leaves for good', () => cleo.home.atoll('accounts', 'delete', 'cleo')],
        ['cy follows al no more, who never agreed', () => cy.do('unfollow', al)],
        ['bo leaves cy alone', () => bo.do('remove_from_followers', cy)],
        [
            'al will hear nothing of C',
            () => al.api('POST', '/api/v1/domain_blocks', { domain: cy.home.host }),
        ],
    ];
}

/** The time of every poll is over, and its numbers are told. */
async function endPolls(village: Village<Name>): Promise<void> {
    await village.quiet();
    await village.everywhere(`UPDATE polls SET expires_at = now() - interval '1 second'`);
    await village.everywhere(
        `UPDATE pgboss.job SET start_after = now() WHERE start_after > now() AND name LIKE '%poll%'`,
    );
}
