/** Every address that is read answers as the API describes, where nothing has happened yet and where everything has. */
import { beforeAll, expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { mediaAttachments } from '$lib/server/db/schema';
import { newKey } from '$lib/server/storage';
import { apiRoutes, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';
import { aFilledCommunity, type FilledCommunity } from './support/filled-community';
import { SCOPES } from './support/member';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

let patterns: string[];
beforeAll(async () => {
    const loaded = await Promise.all(
        apiRoutes.map(async ({ pattern, load }) => ({ pattern, module: await load() })),
    );
    patterns = loaded
        .filter(({ module }) => module.GET)
        // Streams stay open. What is no part of the API that clients know has claims of its own.
        .filter(({ pattern }) => !/^\/api\/(?:v1\/streaming|atoll\/)/.test(pattern))
        .map(({ pattern }) => pattern);
});

/** What an address needs beside its path. */
const QUESTIONS: Record<string, string> = {
    '/api/v1/accounts/lookup': 'acct=ana',
    '/api/v1/accounts/search': 'q=ana',
    '/api/v1/domain_blocks/preview': 'domain=remote.test',
    '/api/v1/markers': 'timeline[]=home&timeline[]=notifications',
    '/api/v1/peers/search': 'q=remote',
    '/api/v1/timelines/link': 'url=https://news.test/whales',
    '/api/v2/search': 'q=sea',
};

/** What is asked about several things at once, by `id[]`. */
const OF_SEVERAL: Record<string, 'cyd' | 'root'> = {
    '/api/v1/accounts': 'cyd',
    '/api/v1/accounts/familiar_followers': 'cyd',
    '/api/v1/accounts/relationships': 'cyd',
    '/api/v1/statuses': 'root',
};

/** What truthfully is not there. */
const NEVER_THERE = [
    '/api/v1/collections/[id]',
    '/api/v1/annual_reports/[id]',
    '/api/v1_alpha/async_refreshes/[id]',
];

/** What a question about nobody answers instead of 200. */
const EMPTY_ANSWERS: Record<string, number> = {
    '/api/v1/donation_campaigns': 204,
    '/api/v1/instance/terms_of_service': 404,
    '/api/v1/push/subscription': 404,
    '/api/v1/timelines/link': 404,
};

/** Lists that are empty whatever happens: nobody proves who they are so since Mastodon 3.5. */
const STAYS_EMPTY = ['/api/v1/accounts/[id]/identity_proofs'];

interface Answer {
    pattern: string;
    path: string;
    status: number;
    body: unknown;
}

/** Asks all of them. `ask` alone fails on what is not as described. */
async function askAll(token: string, pathOf: (pattern: string) => string | undefined): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const pattern of patterns) {
        const path = pathOf(pattern);
        if (path) answers.push({ pattern, path, ...(await ask('GET', path, { token })) });
    }
    return answers;
}

/** Those that answer with another status than they should. */
function wrongOf(answers: Answer[], expected: Record<string, number>) {
    return answers
        .filter(({ pattern, status }) => status !== (expected[pattern] ?? 200))
        .map(({ path, status, body }) => `${path} ${status} ${JSON.stringify(body)}`);
}

test('a community where nothing has happened', async () => {
    const ana = await anAccount(db, { username: 'ana' });
    const status = await aStatus(db, { by: ana });
    const question = (pattern: string) => (QUESTIONS[pattern] ? `${pattern}?${QUESTIONS[pattern]}` : pattern);
    const pathOf = (pattern: string) => {
        if (pattern === '/api/oembed') return `${pattern}?url=${status.url}`;
        if (pattern.startsWith('/api/v1/accounts/[id]')) return pattern.replace('[id]', ana.id);
        if (pattern.startsWith('/api/v1/statuses/[id]')) return pattern.replace('[id]', status.id);
        if (/\/(tags\/\[name\]|timelines\/tag\/\[tag\])$/.test(pattern))
            return pattern.replace(/\[\w+\]/, 'sea');
        return pattern.includes('[') ? undefined : question(pattern);
    };
    const answers = await askAll(await aToken(db, ana, SCOPES), pathOf);
    expect(wrongOf(answers, EMPTY_ANSWERS)).toEqual([]);
});

/** The things of the filled community, by the folder their id stands in. */
async function thingsOf(community: FilledCommunity): Promise<Record<string, string>> {
    const { ana, ben, root, withPoll, scheduled, list, filter, filtered } = community;
    const first = async (path: string) => (await ana.act<{ id: string }[]>('GET', path))[0]?.id ?? 'none';
    const mediaId = newId();
    await db.insert(mediaAttachments).values({
        id: mediaId,
        accountId: ana.account.id,
        type: 'image',
        key: newKey('attachments', 'webp'),
        previewKey: newKey('previews', 'webp'),
    });
    const grouped = await ana.act<{ notification_groups: { group_key: string; type: string }[] }>(
        'GET',
        '/api/v2/notifications',
    );
    return {
        '/api/v1/accounts/': ben.id,
        '/api/v1/annual_reports/': '2025',
        '/api/v1/filters/': filter.keywords[0]?.id ?? 'none',
        '/api/v1/instance/terms_of_service/': '2026-01-31',
        '/api/v1/interaction_requests/': await first('/api/v1/interaction_requests'),
        '/api/v1/lists/': list.id,
        '/api/v1/media/': mediaId,
        '/api/v1/notifications/': await first('/api/v1/notifications'),
        '/api/v1/notifications/requests/': await first('/api/v1/notifications/requests'),
        '/api/v1/polls/': withPoll.poll?.id ?? 'none',
        '/api/v1/scheduled_statuses/': scheduled.id,
        '/api/v1/statuses/': root.id,
        '/api/v1/tags/': 'sea',
        '/api/v1/timelines/list/': list.id,
        '/api/v1/timelines/tag/': 'sea',
        '/api/v1/tokens/': await first('/api/v1/tokens'),
        '/api/v2/filters/': filter.id,
        '/api/v2/filters/keywords/': filter.keywords[0]?.id ?? 'none',
        '/api/v2/filters/statuses/': filtered.id,
        '/api/v2/notifications/':
            grouped.notification_groups.find(({ type }) => type === 'favourite')?.group_key ?? 'none',
    };
}

test('a community where everything has happened', async () => {
    const community = await aFilledCommunity(db);
    const things = await thingsOf(community);
    const pathOf = (pattern: string) => {
        if (NEVER_THERE.includes(pattern)) return undefined;
        if (pattern === '/api/oembed') return `${pattern}?url=${community.root.url}`;
        if (OF_SEVERAL[pattern]) return `${pattern}?id[]=${community[OF_SEVERAL[pattern]].id}`;
        if (QUESTIONS[pattern]) return `${pattern}?${QUESTIONS[pattern]}`;
        return pattern.replace(
            /^(.*?)\[\w+\]/,
            (_, folder: string) => `${folder}${things[folder] ?? 'unknown'}`,
        );
    };
    const answers = await askAll(community.ana.token, pathOf);
    expect(wrongOf(answers, { '/api/v1/donation_campaigns': 204 })).toEqual([]);
    const empty = answers.filter(({ body }) => Array.isArray(body) && body.length === 0);
    expect(empty.map(({ pattern }) => pattern)).toEqual(STAYS_EMPTY);
});
