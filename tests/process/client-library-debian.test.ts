/** The client libraries that Debian packages: Mastodon.py 1.8 and toot 0.34. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPng } from '../support/pictures';
import { allow, startCommunity } from './support/community';

const PYTHON = '/usr/bin/python3';

const hasMastodonPy = works(PYTHON, '-c', 'import mastodon');
const hasToot = works('/usr/bin/toot', 'env');
if (!hasMastodonPy) console.info('Mastodon.py is not installed (python3-mastodon): its journey is left out.');
if (!hasToot) console.info('toot is not installed: its journey is left out.');

function works(...command: [string, ...string[]]): boolean {
    try {
        execFileSync(command[0], command.slice(1), { stdio: 'ignore', env: elsewhere(tmpdir()) });
        return true;
    } catch {
        return false;
    }
}

/** Nothing is read from, or left in, the home of whoever runs the tests. */
function elsewhere(home: string) {
    return { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: home, XDG_CONFIG_HOME: home };
}

let community: Awaited<ReturnType<typeof startCommunity>>;
let home: string;
let picture: string;
beforeAll(async () => {
    if (!hasMastodonPy && !hasToot) return;
    home = await mkdtemp(join(tmpdir(), 'atoll-home-'));
    picture = join(home, 'picture.png');
    await writeFile(picture, await aPng());
    community = await startCommunity();
});
afterAll(async () => {
    if (!community) return;
    await community[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
});

/** Runs a program that says where it wants to be let in, and gives it the code. @returns what it says, line by line. */
async function letIn(
    command: string,
    args: string[],
    addressIn: (line: string) => string | undefined,
    before = '',
) {
    const child = spawn(command, args, { env: elsewhere(home), stdio: ['pipe', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
        lines.push(line);
        const address = addressIn(line);
        if (address) child.stdin.write(`${before}${await allow(community.owner, address)}\n`);
    }
    return { lines, errors };
}

test.runIf(hasMastodonPy)('Mastodon.py signs in and does what its apps do', async () => {
    const script = join(import.meta.dirname, 'support/mastodon-py.py');
    const { lines, errors } = await letIn(
        PYTHON,
        [script, community.origin, picture],
        (line) => (JSON.parse(line) as { address?: string }).address,
    );
    expect(errors).toBe('');
    const found: unknown = Object.assign({}, ...lines.map((line) => JSON.parse(line) as object));
    expect(found).toMatchObject({
        me: 'owner',
        version: expect.stringMatching(/^4\.\d/),
        same: true,
        edited: expect.stringContaining('Hello again'),
        versions: 2,
        options: ['Yes', 'No'],
        filters: ['storm'],
        members: ['ben'],
        found: ['ben'],
        tagged: [true],
        mine: 2,
        marked: true,
        pictures: [['A picture', 'image', 0.5]],
        heard: ['update', 'status.update', 'delete'],
    });
});

test.runIf(hasToot)('toot signs in by code, posts and reads', async () => {
    const { host } = new URL(community.origin);
    let asked = false;
    const signedIn = await letIn(
        '/usr/bin/toot',
        ['login', '--instance', host, '--disable-https', '--no-color'],
        (line) => {
            const [address] = /http:\/\/\S*\/oauth\/authorize\S*/.exec(line) ?? [];
            if (!address || asked) return undefined;
            asked = true;
            return address;
        },
        // No, no browser is to be opened.
        'n\n',
    );
    expect(signedIn.lines.join('\n')).toContain('Successfully logged in');
    const toot = (...args: string[]) =>
        execFileSync('/usr/bin/toot', [...args, '--no-color'], { env: elsewhere(home), encoding: 'utf8' });
    expect(toot('whoami')).toContain('@owner');
    const [, id = ''] =
        /\/(\d+)\s*$/.exec(toot('post', 'Hello from a terminal #console', '--spoiler-text', 'Old')) ?? [];
    expect(id).not.toBe('');
    expect(toot('favourite', id)).toContain('favourited');
    expect(toot('bookmark', id)).toContain('bookmarked');
    expect(toot('bookmarks', '--once')).toContain('Hello from a terminal');
    expect(toot('timeline', '--once', '--public', '--local')).toContain('Hello from a terminal');
    expect(toot('thread', id)).toContain('Hello from a terminal');
    expect(toot('search', 'ben')).toContain('@ben');
    expect(toot('follow', 'ben')).toContain('following');
    expect(toot('tags_follow', 'console')).toContain('console');
    expect(toot('tags_followed')).toContain('console');
    expect(toot('instance', host, '--disable-https')).toContain('Atoll');
    const [, illustrated = ''] =
        /\/(\d+)\s*$/.exec(toot('post', 'Look', '--media', picture, '--description', 'Green')) ?? [];
    expect(toot('thread', illustrated)).toMatch(/Media:\s+http\S+\.png/);
    expect(toot('delete', id)).toContain('deleted');
});
