import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasOpenApi, violations } from '../support/openapi';

if (!hasOpenApi)
    console.info(
        'The description of the Mastodon API is not beside this checkout: answers are not held against it.',
    );

test.runIf(hasOpenApi)('an answer that differs from the description is found', () => {
    expect(violations('GET', '/api/v1/statuses/1', 200, { id: 1 })).toContainEqual(
        expect.stringContaining('/id must be string'),
    );
    expect(violations('GET', '/api/v1/timelines/home', 200, [])).toEqual([]);
});

describe('docs/api.md', () => {
    const [, section = ''] = readFileSync('docs/api.md', 'utf8').split('## Forty points');
    const points = section
        .split(/\n(?=\d+\. )/)
        .slice(1)
        .map((point) => ({
            number: parseInt(point),
            claims: point.replace(/\s+/g, ' ').split(' - `').slice(1),
        }));

    /** The text of the tests that a point names, such as `api/polls`. */
    function testsOf(name: string): string | undefined {
        const file = ['tests', 'src/lib', 'src/lib/server']
            .map((folder) => `${folder}/${name}.test.ts`)
            .find((path) => existsSync(path));
        return file && readFileSync(file, 'utf8').replaceAll("\\'", "'");
    }

    test('goes through all forty points', () => {
        expect(points.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    });

    test.each(points)('names claims for point $number that exist', ({ claims }) => {
        expect(claims).not.toEqual([]);
        const missing = claims.flatMap((group) => {
            const [, name = '', titles = ''] = /^([^`]+)` › _(.*)_ ?$/.exec(group) ?? [];
            const tests = testsOf(name);
            return titles
                .split('_; _')
                .map((title) => title.replaceAll('\\', ''))
                .filter((title) => !title || !tests?.includes(title))
                .map((title) => `${name} › ${title}`);
        });
        expect(missing).toEqual([]);
    });
});
