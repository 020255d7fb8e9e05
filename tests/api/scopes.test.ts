/** Who may call what: generated from what the routes declare, asked for real. */
import { describe, expect, test } from 'vitest';
import { permits, SCOPES } from '$lib/mastodon-api/scopes';
import { readConfig, useConfig } from '$lib/server/config';
import { oauthTokens } from '$lib/server/db/schema';
import type { Endpoint } from '$lib/server/http';
import { apiRoutes, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, anAdmin, aToken } from '../support/factories';

const db = await testDatabase();
// One guest asks more here than a guest may.
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Routes of the API that are no `endpoint`: what they are instead is checked where it is said. */
const OTHER_WAYS = [
    // Streams authenticate at the upgrade; tests/streaming asks who may listen to what.
    /^\/api\/v1\/streaming/,
];

interface Operation {
    method: (typeof METHODS)[number];
    path: string;
    handler: Endpoint;
}

const operations: Operation[] = [];
const undeclared: string[] = [];
for (const { pattern, load } of apiRoutes) {
    if (OTHER_WAYS.some((way) => way.test(pattern))) continue;
    const module = await load();
    for (const method of METHODS) {
        const handler = module[method];
        if (!handler) continue;
        if (!handler.declaration) undeclared.push(`${method} ${pattern}`);
        else operations.push({ method, path: pattern.replace(/\[[^\]]+\]/g, '1'), handler });
    }
}

const named = (list: Operation[]) =>
    list.map((operation) => ({ ...operation, name: `${operation.method} ${operation.path}` }));

// AUTH-08
test('every API route declares its scope and who may call it', () => {
    expect(undeclared).toEqual([]);
    expect(operations.length).toBeGreaterThan(30);
});

/** What is a question although it is posted. */
const ONLY_READ = [
    'POST /api/v1/statuses/1/context/check',
    'POST /api/v1/statuses/1/translate',
    'POST /oauth/userinfo',
];

test('what changes something asks for a scope that lets it write', () => {
    const careless = operations
        .filter(({ method, handler: { declaration } }) => method !== 'GET' && declaration.access !== 'client')
        .filter(({ handler }) => !/^(write|follow|push|admin:write)/.test(handler.declaration.scope ?? ''))
        .map(({ method, path }) => `${method} ${path}`);
    expect(careless).toEqual(ONLY_READ);
});

/** A refusal for want of rights, whatever else the request lacks. */
const refusal = [401, 403];

/** Refusals for a reason other than rights: only the app somebody joined through may have their mail sent again. */
const OTHER_REFUSALS = /^This method is only available to the application/;

describe.each(named(operations.filter(({ handler }) => handler.declaration.access === 'user')))(
    '$name',
    ({ method, path, handler: { declaration } }) => {
        test('refuses a guest', async () => {
            expect((await ask(method, path)).status).toBe(401);
        });

        test('refuses a token that does not hold', async () => {
            expect((await ask(method, path, { token: 'unknown' })).status).toBe(401);
            const token = await aToken(db, await anAccount(db));
            await db.update(oauthTokens).set({ revokedAt: new Date() });
            expect((await ask(method, path, { token })).status).toBe(401);
        });

        if (!declaration.scope) return;
        const { scope, permission } = declaration;
        if (permission)
            test('refuses a member whose role does not permit it', async () => {
                const token = await aToken(db, await anAccount(db), [scope]);
                expect((await ask(method, path, { token })).status).toBe(403);
            });

        test('refuses a token without the scope', async () => {
            const others = SCOPES.filter((name) => !permits([name], scope));
            const token = await aToken(db, await anAccount(db), others);
            expect((await ask(method, path, { token })).status).toBe(403);
        });

        test('takes every scope that stands for it', async () => {
            const account = await (permission ? anAdmin(db) : anAccount(db));
            for (const name of SCOPES.filter((other) => permits([other], scope))) {
                const token = await aToken(db, account, [name]);
                const { status, body } = await ask<{ error?: string } | undefined>(method, path, { token });
                if (OTHER_REFUSALS.test(body?.error ?? '')) continue;
                expect(refusal, `with ${name} the answer is ${status}`).not.toContain(status);
            }
        });
    },
);

describe.each(
    named(
        operations.filter(
            ({ handler: { declaration } }) => declaration.access === 'public' && declaration.scope !== null,
        ),
    ),
)('$name', ({ method, path, handler: { declaration } }) => {
    test('refuses a token without the scope, though guests may ask', async () => {
        const others = SCOPES.filter((name) => !permits([name], declaration.scope!));
        const token = await aToken(db, await anAccount(db), others);
        expect((await ask(method, path, { token })).status).toBe(403);
        expect(refusal).not.toContain((await ask(method, path)).status);
    });
});
