import { beforeAll, describe, expect, test } from 'vitest';
import { atoll } from './support/atoll';
import { isAlive, postgresOf, startServer, temporaryDirectory } from './support/server-process';

let dataDir: string;
beforeAll(async () => {
    const data = await temporaryDirectory();
    dataDir = data.path;
    return () => data[Symbol.asyncDispose]();
});

test('without a server a command starts the database, and stops it again', async () => {
    const made = await atoll(
        dataDir,
        'accounts',
        'create',
        'Ana',
        '--email',
        'ana@example.test',
        '--role',
        'owner',
    );
    expect(made).toMatchObject({ code: 0, error: '' });
    expect(made.out).toMatch(/^Made @ana \(owner\)\.\nPassword: \w{16}\n$/);
    expect(await postgresOf(dataDir)).toBeUndefined();
});

test('beside a server a command uses its database and leaves it running', async () => {
    await using server = await startServer({ dataDir });
    await server.ready();
    const postgres = (await postgresOf(dataDir)) ?? 0;
    const listed = await atoll(dataDir, 'accounts', 'list', '--json');
    expect(JSON.parse(listed.out)).toMatchObject([{ username: 'ana', role: 'owner' }]);
    expect(isAlive(postgres)).toBe(true);

    const set = await atoll(dataDir, 'settings', 'set', 'registrations', 'closed');
    expect(set).toMatchObject({ code: 0, out: 'registrations is now closed.\n' });
    const instance = (await (await fetch(`${server.origin}/api/v2/instance`)).json()) as Record<
        string,
        object
    >;
    expect(instance.registrations).toMatchObject({ enabled: false });

    const token = (await atoll(dataDir, 'tokens', 'create', 'ana', '--scopes', 'read')).out
        .trim()
        .split('\n')
        .at(-1);
    const me = await fetch(`${server.origin}/api/v1/accounts/verify_credentials`, {
        headers: { Authorization: `Bearer ${token}` },
    });
    expect(await me.json()).toMatchObject({ username: 'ana' });
    expect(await server.stop()).toMatchObject({ code: 0 });
});

test('a server that stops while a command runs leaves the database to it, and the command stops it', async () => {
    await using server = await startServer({ dataDir });
    await server.ready();
    const postgres = (await postgresOf(dataDir)) ?? 0;
    const [command, exit] = await Promise.all([atoll(dataDir, 'accounts', 'show', 'ana'), server.stop()]);
    expect(command).toMatchObject({ code: 0 });
    expect(exit).toMatchObject({ code: 0 });
    expect(isAlive(postgres)).toBe(false);
});

describe.concurrent('beside a server', () => {
    beforeAll(async () => {
        const server = await startServer({ dataDir });
        await server.ready();
        return () => server[Symbol.asyncDispose]();
    });

    test.each([
        [['accounts', 'show', 'nobody'], 1, 'There is no member "nobody"\n'],
        [
            ['accounts', 'create', 'ana', '--email', 'other@example.test'],
            1,
            /username has already been taken/,
        ],
        [['accounts', 'create', 'ben', '--email', 'not an address'], 1, /email is invalid/],
        [['accounts', 'create'], 2, /^NAME is missing\.\n/],
        [['accounts', 'create', 'ben'], 2, '--email is missing.\n'],
        [
            ['accounts', 'create', 'ben', '--email', 'b@example.test', '--role', 'king'],
            2,
            /--role is one of owner, admin/,
        ],
        [['accounts', 'delete', 'ana', 'ben'], 2, /"ben" is one word too many/],
        [['accounts', 'modify', 'ana'], 2, 'Nothing is to be changed.\n'],
        [['accounts', 'modify', 'ana', '--disable'], 1, /without an owner/],
        [['accounts', 'list', '--limit=-1'], 2, '--limit is a number from 1 to 10000.\n'],
        [['accounts', 'list', '--after', '\u0000x'.slice(1)], 1, /There is no member/],
        [['tokens', 'create', 'ana', '--scopes', 'everything'], 1, 'There is no scope "everything"\n'],
        [
            ['settings', 'set', 'registrations', 'maybe'],
            2,
            'registrations must be one of open, approval, closed.\n',
        ],
        [['settings', 'get', 'nonsense'], 2, /^There is no setting "nonsense"/],
        [['accounts', 'list', '--wrong'], 2, /Unknown option '--wrong'/],
        [['dance'], 2, 'There is no command "dance".\n'],
    ] as const)('%j ends with %d and a sentence', async (args, code, sentence) => {
        const answer = await atoll(dataDir, ...args);
        expect(answer.error).toMatch(sentence);
        expect(answer.error).not.toMatch(/\n\s+at /);
        expect(answer.code).toBe(code);
    });

    test('an error is JSON where JSON was asked for', async () => {
        const { code, out } = await atoll(dataDir, 'accounts', 'show', 'nobody', '--json');
        expect([code, JSON.parse(out)]).toEqual([1, { error: 'There is no member "nobody"' }]);
    });

    test('each command explains itself', async () => {
        const { code, out } = await atoll(dataDir, 'tokens', 'create', '--help');
        expect(code).toBe(0);
        expect(out).toMatch(/^npm run --silent atoll -- tokens create NAME \[OPTIONS\]\n[^]*--scopes S/);
    });
});

test('the doctor looks at everything, and says what it found', async () => {
    const { code, out } = await atoll(dataDir, 'doctor', '--json');
    const findings = JSON.parse(out) as { subject: string; state: string }[];
    expect(findings.map(({ subject }) => subject)).toEqual(
        'settings storage files remote database migrations search film mail clock network'.split(' '),
    );
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(code).toBe(0);
});

test('a command without the server’s environment speaks for the server’s origin', async () => {
    await using data = await temporaryDirectory();
    const env = { ATOLL_ORIGIN: 'https://social.example' };
    await using server = await startServer({ dataDir: data.path, env });
    await server.ready();
    await atoll(data.path, 'accounts', 'create', 'ana', '--email', 'ana@example.test');
    const answer = await fetch(`${server.origin}/api/v1/accounts/lookup?acct=ana`);
    expect(await answer.json()).toMatchObject({ uri: 'https://social.example/users/ana' });

    await server.stop();
    await using moved = await startServer({
        dataDir: data.path,
        env: { ATOLL_ORIGIN: 'https://other.example' },
    });
    await moved.said(/Warning: this community began as https:\/\/social\.example/);
});
