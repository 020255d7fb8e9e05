import { createServer, request as send, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Chance } from '../scripts/demo/chance';
import { Community, type Member } from './community';
import { exactly, none, type Finding, type Scenario } from './scenario';

interface Posted {
    id: string;
}

/** Requests of one key at the same moment. */
const AT_ONCE = 10;

/** The answer to a post never arrives, and the client, who cannot know, posts again. */
export const rel02: Scenario = {
    id: 'REL-02',
    title: 'answers are lost on the way, and members try again',
    async run(seed, { short }) {
        const chance = new Chance(seed);
        const posts = short ? 10 : 200;
        await using community = await Community.start();
        const ana = await community.member('ana');
        const proxy = await deafProxy(community.origin);
        try {
            return [
                await sendAgain(community, ana, proxy.origin, posts, chance),
                ...(await sendAtOnce(community, ana, short ? 5 : 50)),
                await sendAnother(community, ana),
                await countPosts(community, ana, posts + (short ? 5 : 50) + 1),
            ];
        } finally {
            proxy.server.closeAllConnections();
            proxy.server.close();
        }
    },
};

/** Each post goes through the proxy a few times, then directly; every answer must name the one post. */
async function sendAgain(
    community: Community,
    ana: Member,
    proxy: string,
    posts: number,
    chance: Chance,
): Promise<Finding> {
    const wrong: string[] = [];
    for (let n = 0; n < posts; n++) {
        const wish = { json: { status: `lost answer ${n}` }, key: `lost-${n}` };
        for (let tries = 1 + chance.below(3); tries > 0; tries--)
            await community.ask(ana, 'POST', '/api/v1/statuses', { ...wish, via: proxy }).then(
                () => wrong.push(`${wish.key} was answered through the proxy`),
                () => undefined,
            );
        const [first, second] = [
            await community.ask<Posted>(ana, 'POST', '/api/v1/statuses', wish),
            await community.ask<Posted>(ana, 'POST', '/api/v1/statuses', wish),
        ];
        if (first.status !== 200 || first.body.id !== second.body.id) wrong.push(wish.key);
    }
    return none(`of ${posts} posts whose answer was lost, made again`, wrong);
}

async function sendAtOnce(community: Community, ana: Member, keys: number): Promise<Finding[]> {
    const wrong: string[] = [];
    for (let n = 0; n < keys; n++) {
        const wish = { json: { status: `at once ${n}` }, key: `at-once-${n}` };
        const answers = await Promise.all(
            Array.from({ length: AT_ONCE }, () =>
                community.ask<Posted>(ana, 'POST', '/api/v1/statuses', wish),
            ),
        );
        const ids = new Set(answers.map(({ status, body }) => (status === 200 ? body.id : `${status}`)));
        if (ids.size !== 1) wrong.push(`${wish.key}: ${[...ids].join(' ')}`);
    }
    return [none(`of ${keys} posts sent ${AT_ONCE} times at once, with more than one answer`, wrong)];
}

async function sendAnother(community: Community, ana: Member): Promise<Finding> {
    const first = await community.ask(ana, 'POST', '/api/v1/statuses', { json: { status: 'one' }, key: 'k' });
    const other = await community.ask(ana, 'POST', '/api/v1/statuses', { json: { status: 'two' }, key: 'k' });
    if (first.status !== 200) throw new Error(`A post was answered ${first.status}`);
    return exactly('answer to another text under a key that was used', other.status, 422);
}

async function countPosts(community: Community, ana: Member, expected: number): Promise<Finding> {
    const all = await community.readAll<Posted>(ana, `/api/v1/accounts/${ana.accountId}/statuses`);
    return exactly('posts in the end', all.length, expected);
}

/** Hands every request on, waits until it was answered, and breaks the connection. */
async function deafProxy(target: string): Promise<{ origin: string; server: Server }> {
    const server = createServer((incoming, response) => {
        const { method, url, headers } = incoming;
        const outgoing = send(target + url, { method, headers: { ...headers, host: new URL(target).host } });
        outgoing.on('response', (answer) => answer.resume().on('end', () => response.destroy()));
        outgoing.on('error', () => response.destroy());
        incoming.pipe(outgoing);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
