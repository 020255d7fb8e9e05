/** Pages that a profile names, asked over a real socket whether they belong to the same person (rel=me). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account, CredentialAccount } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { accounts } from '$lib/server/db/schema';
import { checkOldLinks } from '$lib/server/domain/accounts';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aToken } from '../support/factories';

const db = await testDatabase();

interface Page {
    status?: number;
    type?: string;
    body?: string;
    location?: string;
}
let page: Page = {};
let asked: string[] = [];
const site = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, type = 'text/html; charset=utf-8', body = '', location } = page;
    const isFirst = location !== undefined && request.url !== location;
    response.writeHead(isFirst ? 302 : status, {
        'Content-Type': type,
        ...(isFirst && { Location: location }),
    });
    response.end(isFirst ? '' : body);
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const HOME = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
afterAll(() => {
    site.closeAllConnections();
    site.close();
});

beforeEach(() => {
    asked = [];
    page = {};
    useConfig(
        readConfig({
            ATOLL_ORIGIN: 'https://atoll.test',
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
            ATOLL_FEDERATION_HTTP: '1',
            ATOLL_RATE_LIMITS: 'off',
        }),
    );
});

const linking = (attributes: string) =>
    `<!doctype html><title>Me</title><p>Hello <b>there</b> <a ${attributes}>Atoll</a>`;

async function withLink(value = HOME) {
    const account = await anAccount(db, { username: 'ana' });
    const token = await aToken(db, account);
    const save = async (fields: { name: string; value: string }[]) => {
        await ask('PATCH', '/api/v1/accounts/update_credentials', {
            token,
            json: { fields_attributes: fields },
        });
        await runJobs();
    };
    await save([{ name: 'Site', value }]);
    const verifiedAt = async () =>
        (await ask<Account>('GET', `/api/v1/accounts/${account.id}`)).body.fields[0]?.verified_at;
    return { account, token, save, verifiedAt };
}

describe('a link of a profile is confirmed', () => {
    test.each([
        'rel="me" href="https://atoll.test/@ana"',
        'rel="me" href="https://atoll.test/users/ana"',
        'rel="noopener ME nofollow" href="https://ATOLL.test/@Ana/"',
        'class=x rel=me href=https://atoll.test/@ana',
    ])('by a page that links back: <a %s>', async (attributes) => {
        page = { body: linking(attributes) };
        const { verifiedAt, token } = await withLink();
        expect(await verifiedAt()).toMatch(/^\d{4}-\d\d-\d\dT/);
        const me = await ask<CredentialAccount>('GET', '/api/v1/accounts/verify_credentials', { token });
        expect(me.body.source.fields[0]?.verified_at).toMatch(/^\d{4}-/);
    });

    test('by a link in the head, and after a redirect', async () => {
        page = { body: '<link rel="me" href="https://atoll.test/@ana">', location: '/moved' };
        const { verifiedAt } = await withLink();
        expect(await verifiedAt()).toMatch(/^\d{4}-/);
    });

    test.each<[string, Page]>([
        ['without rel', { body: linking('href="https://atoll.test/@ana"') }],
        ['of somebody else', { body: linking('rel="me" href="https://atoll.test/@bob"') }],
        ['with the address in words only', { body: 'me: https://atoll.test/@ana' }],
        ['within a comment', { body: `<!-- ${linking('rel="me" href="https://atoll.test/@ana"')} -->` }],
        [
            'within a script',
            { body: `<script>'${linking('rel="me" href="https://atoll.test/@ana"')}'</script>` },
        ],
        ['that is no page', { type: 'text/plain', body: linking('rel="me" href="https://atoll.test/@ana"') }],
        ['that is gone', { status: 404, body: linking('rel="me" href="https://atoll.test/@ana"') }],
        [
            'larger than a megabyte',
            { body: ' '.repeat(1_000_001) + linking('rel="me" href="https://atoll.test/@ana"') },
        ],
    ])('by no page %s', async (_, given) => {
        page = given;
        const { verifiedAt } = await withLink();
        expect(asked).toHaveLength(1);
        expect(await verifiedAt()).toBeNull();
    });

    test('never where it leads into our own network, or is more than an address', async () => {
        page = { body: linking('rel="me" href="https://atoll.test/@ana"') };
        const words = await withLink(`see ${HOME}`);
        expect(await words.verifiedAt()).toBeNull();
        useConfig(
            readConfig({
                ATOLL_ORIGIN: 'https://atoll.test',
                ATOLL_FEDERATION_HTTP: '1',
                ATOLL_RATE_LIMITS: 'off',
            }),
        );
        await words.save([{ name: 'Site', value: HOME }]);
        expect(asked).toEqual([]);
        expect(await words.verifiedAt()).toBeNull();
    });
});

describe('a confirmed link', () => {
    test('stays through other changes of the profile and is not asked about each time', async () => {
        page = { body: linking('rel="me" href="https://atoll.test/@ana"') };
        const { verifiedAt, save } = await withLink();
        const since = await verifiedAt();
        await save([
            { name: 'Site', value: HOME },
            { name: 'Pronouns', value: 'she' },
        ]);
        expect(await verifiedAt()).toBe(since);
        expect(asked).toHaveLength(1);
    });

    test('is confirmed no more once another address stands there', async () => {
        page = { body: linking('rel="me" href="https://atoll.test/@ana"') };
        const { verifiedAt, save } = await withLink();
        page = { body: 'somebody else lives here' };
        await save([{ name: 'Site', value: `${HOME}other` }]);
        expect(await verifiedAt()).toBeNull();
    });

    const aMonthLater = () =>
        db.$client`update accounts set fields = jsonb_set(fields, '{0,checkedAt}', '"2020-01-01T00:00:00Z"')`;

    test('is asked about again after a month, and lost with the link; not while the page is only away', async () => {
        page = { body: linking('rel="me" href="https://atoll.test/@ana"') };
        const { verifiedAt } = await withLink();
        const since = await verifiedAt();
        expect(await checkOldLinks(db)).toBe(0);
        await aMonthLater();
        page = { status: 503 };
        expect(await checkOldLinks(db)).toBe(1);
        await runJobs();
        expect(await verifiedAt()).toBe(since);
        page = { body: 'sold' };
        expect(await checkOldLinks(db)).toBe(1);
        await runJobs();
        expect(await verifiedAt()).toBeNull();
    });
});

test('what somebody elsewhere calls confirmed is neither asked about nor shown so', async () => {
    page = { body: linking('rel="me" href="https://remote.test/@zoe"') };
    const zoe = await aRemoteAccount(db, {
        fields: [
            {
                name: 'Site',
                value: `<a href="${HOME}">x</a>`,
                source: HOME,
                checkedAt: '2020-01-01T00:00:00Z',
            },
        ],
    });
    expect(await checkOldLinks(db)).toBe(0);
    const { body } = await ask<Account>('GET', `/api/v1/accounts/${zoe.id}`);
    expect(body.fields[0]?.verified_at).toBeNull();
    expect(await db.select().from(accounts)).toHaveLength(1);
    expect(asked).toEqual([]);
});
