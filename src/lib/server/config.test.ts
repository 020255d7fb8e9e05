import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, SETTINGS } from './config';

/** docs/configuration.md, written from the definition; `vitest run --project unit -u config` rewrites it. */
function page(): string {
    const sections = Object.entries(SETTINGS).map(([name, { about, expected, fallback }]) => {
        const fallbackText = fallback === '' ? 'empty' : `\`${fallback}\``;
        return `## \`${name}\`\n\n${about}\n\nAccepts ${expected}. Default: ${fallbackText}.\n`;
    });
    return `# Configuration

Atoll needs no configuration to run. What can be set is set by the environment, read once at the start and checked: a
value that is not acceptable stops the start with its name and what was expected. An empty value counts as not set.
Settings of the community itself (its name, who may join) are not here: they are changed while it runs, by
\`npm run --silent atoll -- settings set NAME VALUE\`.

This page is written from \`src/lib/server/config.ts\` and held against it by a test.

${sections.join('\n')}`;
}

test('the documentation tells every setting as it is', async () => {
    await expect(page()).toMatchFileSnapshot('../../../docs/configuration.md');
});

test('nothing set is a community on localhost with data beside the program', () => {
    expect(readConfig({})).toMatchObject({
        port: 3000,
        origin: 'http://localhost:3000',
        domain: 'localhost:3000',
        dataDir: `${process.cwd()}/data`,
        servesWeb: true,
        runsJobs: true,
    });
});

test('empty and blank values count as not set', () => {
    expect(readConfig({ PORT: '', ATOLL_ROLE: '  ' })).toMatchObject({ port: 3000, role: 'all' });
});

test('the configuration cannot be changed by accident', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
});

describe('a wrong value names itself and what was expected', () => {
    test.each([
        ['PORT', '0'],
        ['PORT', '3000 '.repeat(2)],
        ['PORT', '0x50'],
        ['PORT', '-1'],
        ['ATOLL_ORIGIN', 'social.example'],
        ['ATOLL_ORIGIN', 'https://social.example/path'],
        ['ATOLL_ORIGIN', 'https://user@social.example'],
        ['ATOLL_ORIGIN', 'ftp://social.example'],
        ['DATABASE_URL', 'mysql://db'],
        ['ATOLL_ROLE', 'ALL'],
        ['ATOLL_OUTBOUND_ALLOW', '127.0.0.1'],
        ['ATOLL_OUTBOUND_ALLOW', '127.0.0.0/33'],
        ['ATOLL_FEDERATION_HTTP', 'yes'],
        ['LOG_LEVEL', 'loud'],
    ] as const)('%s=%j', (name, value) => {
        const read = () => readConfig({ [name]: value });
        expect(read).toThrow(ConfigError);
        expect(read).toThrow(`${name} is "${value.trim()}", but ${SETTINGS[name].expected} was expected.`);
    });
});
