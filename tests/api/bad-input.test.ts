/** Whatever is sent to whatever route: a clear error in the API's shape, never a failure. */
import { beforeEach, describe, expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import type { Endpoint } from '$lib/server/http';
import { apiRoutes, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAdmin, aToken } from '../support/factories';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

let token: string;
beforeEach(async () => {
    token = await aToken(db, await anAdmin(db), [
        'read',
        'write',
        'follow',
        'push',
        'profile',
        'admin:read',
        'admin:write',
    ]);
});

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const operations: { method: (typeof METHODS)[number]; pattern: string; name: string }[] = [];
for (const { pattern, load } of apiRoutes) {
    const module: Partial<Record<string, Endpoint>> = await load();
    // Streams stay open; tests/streaming asks them.
    if (pattern.startsWith('/api/v1/streaming')) continue;
    for (const method of METHODS)
        if (module[method]) operations.push({ method, pattern, name: `${method} ${pattern}` });
}

/** What may stand where an id is expected. */
const IDS = [
    '0',
    '-1',
    'abc',
    '9223372036854775807',
    '9223372036854775808',
    '1e9',
    '%00',
    '%F0%9F%92%A9',
    "'--",
];
const QUERIES = [
    'limit=-1',
    'limit=1000000000',
    'limit=abc',
    'limit=1.5',
    'max_id=abc',
    'since_id=-5',
    'min_id=9223372036854775808',
    'max_id[]=1&max_id[x]=2',
    'limit[]=1',
    'id[]=abc&id[]=%00',
    'id=1&id[]=2&id[a][b]=3',
    '__proto__[polluted]=1&constructor[prototype][polluted]=1',
    'q=%00&acct=%00&name=%00&types[]=%00&exclude_types[]=x',
    `q=${'a'.repeat(20_000)}&acct=${'b'.repeat(20_000)}`,
    'types[]=unknown&timeline[]=home&timeline=x&tag=%F0%9F%92%A9',
    'offset=-1&type=1&resolve=maybe&following[]=',
    'a'.repeat(100) + '[x]'.repeat(50) + '=1',
];

/** Names that routes read, with a value of the wrong kind each. */
const NAMES = [
    'status',
    'spoiler_text',
    'visibility',
    'language',
    'in_reply_to_id',
    'media_ids',
    'poll',
    'sensitive',
    'scheduled_at',
    'username',
    'email',
    'password',
    'agreement',
    'locale',
    'reason',
    'client_name',
    'redirect_uris',
    'scopes',
    'website',
    'grant_type',
    'client_id',
    'client_secret',
    'code',
    'redirect_uri',
    'code_verifier',
    'scope',
    'token',
    'home',
    'notifications',
    'reblogs',
    'notify',
    'languages',
    'duration',
    'comment',
    'domain',
    'id',
    'account_id',
    'types',
    'limit',
];
const VALUES: [string, unknown][] = [
    ['numbers', 1e308],
    ['negative numbers', -1],
    ['true', true],
    ['null', null],
    ['lists', [1, [2], { three: 3 }]],
    ['objects', { a: { b: ['c'] } }],
    ['NUL', 'a\0b'],
    ['lone surrogates', 'a\ud800b\udfff'],
    ['long texts', 'a'.repeat(300_000)],
    ['empty texts', ''],
    ['dates that are none', '2026-99-99T99:99:99Z'],
    ['prototype names', '__proto__'],
];

const rawBodies: [string, string, string][] = [
    [
        'JSON nested 100,000 deep',
        'application/json',
        '{"status":'.repeat(100_000) + '1' + '}'.repeat(100_000),
    ],
    ['lists nested 100,000 deep', 'application/json', '['.repeat(100_000)],
    ['JSON that ends early', 'application/json', '{"status":"a'],
    ['JSON that is a list', 'application/json', '[1]'],
    ['JSON that is null', 'application/json', 'null'],
    [
        'JSON with __proto__',
        'application/json',
        '{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}',
    ],
    ['bytes that are no UTF-8', 'application/json', '\xff\xfe\xfd'],
    ['an unknown type', 'application/x-unknown', 'a'],
    ['text as JSON', 'text/plain', '{"status":"a"}'],
    ['a multipart without its boundary', 'multipart/form-data', 'a'],
    [
        'a multipart that ends early',
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="status"\r\n\r\na',
    ],
    ['names nested deep', 'application/x-www-form-urlencoded', `a${'[b]'.repeat(1_000)}=1`],
    ['two megabytes', 'application/x-www-form-urlencoded', `status=${'a'.repeat(2_000_000)}`],
];

async function expectClear(asked: Promise<{ status: number; body: unknown }>, what: string) {
    const { status, body } = await asked;
    expect(status, `${what}: ${JSON.stringify(body)?.slice(0, 300)}`).toBeLessThan(500);
    if (status >= 400) expect(body, what).toMatchObject({ error: expect.any(String) });
}

describe.each(operations)('$name bears', ({ method, pattern }) => {
    const path = (id: string) => pattern.replace(/\[[^\]]+\]/g, id);

    test('ids that cannot be, queries that make no sense', async () => {
        if (pattern.includes('['))
            for (const id of IDS) await expectClear(ask(method, path(id), { token }), `id ${id}`);
        for (const query of QUERIES)
            await expectClear(ask(method, `${path('1')}?${query}`, { token }), query.slice(0, 80));
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });

    if (method === 'GET') return;
    test('bodies of every wrong kind', async () => {
        for (const [what, value] of VALUES)
            await expectClear(
                ask(method, path('1'), {
                    token,
                    json: Object.fromEntries(NAMES.map((name) => [name, value])),
                }),
                what,
            );
        for (const [what, type, body] of rawBodies)
            await expectClear(
                ask(method, path('1'), { token, body, headers: { 'Content-Type': type } }),
                what,
            );
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });
});
