import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
    filesOverLimit,
    forbiddenImports,
    importCircles,
    routesWithoutDeclaration,
    visibilityAskedElsewhere,
    waysAroundOutboundFetch,
    waysAroundProvenance,
    type Sources,
} from './support/architecture';

const root = new URL('..', import.meta.url).pathname;

const sources: Sources = new Map(
    readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
        .map((path) => `src/${path.replaceAll('\\', '/')}`)
        .filter((path) => /\.(ts|js|svelte)$/.test(path) && !path.startsWith('src/lib/paraglide/'))
        .map((path) => [path, readFileSync(root + path, 'utf8')]),
);

/** Files that look at an audience for another reason than who may see it, each with that reason. */
const AUDIENCE_FOR_OTHER_REASONS = new Map<string, string>([
    ['src/lib/server/domain/statuses/visibility.ts', 'the one module'],
    [
        'src/lib/server/domain/conversations/forget-direct-status.ts',
        'which posts are of a direct conversation; who sees them is asked of visibleTo',
    ],
    [
        'src/lib/server/domain/timelines/direct.ts',
        'which posts are direct; who sees them is asked of visibleTo',
    ],
]);

/** The house with one file more, to see a check fail. */
const planted = (path: string, text: string): Sources => new Map([...sources, [path, text]]);

describe('the house', () => {
    test('imports point down, edges do not know each other, domain folders have one face', () => {
        expect(forbiddenImports(sources)).toEqual([]);
    });

    test('no file imports itself around a circle', () => {
        expect(importCircles(sources)).toEqual([]);
    });

    test('no file is longer than 400 lines', () => {
        expect(filesOverLimit(sources)).toEqual([]);
    });

    test('only outboundFetch speaks to other hosts', () => {
        expect(waysAroundOutboundFetch(sources)).toEqual([]);
    });

    test('every API route declares its scope and who may call', () => {
        expect(routesWithoutDeclaration(sources)).toEqual([]);
    });

    test('visibility is asked in one module', () => {
        expect(visibilityAskedElsewhere(sources, AUDIENCE_FOR_OTHER_REASONS)).toEqual([]);
    });

    test('handlers of received activities see nothing that provenance did not establish', () => {
        expect(waysAroundProvenance(sources)).toEqual([]);
    });
});

describe('docs/security.md', () => {
    const named = [
        ...readFileSync(`${root}docs/security.md`, 'utf8').matchAll(/`([^`]+\.(?:test|spec)\.ts)` › (.+)/g),
    ];

    test('names claims that are tests', () => {
        expect(named.length).toBeGreaterThan(50);
        const gone = named
            .map(([, file = '', claim = '']) => ({ file, claim: claim.trim() }))
            .filter(({ file, claim }) => !readFileSync(root + file, 'utf8').includes(claim));
        expect(gone).toEqual([]);
    });
});

describe('a planted violation is found', () => {
    test.each([
        ['src/lib/server/domain/statuses/planted.ts', `import { endpoint } from '$lib/server/http';`],
        ['src/lib/server/streaming/planted.ts', `import { x } from '../federation/inbox/receive';`],
        [
            'src/lib/components/Planted.svelte',
            `<script>\nimport { config } from '$lib/server/config';\n</script>`,
        ],
        ['src/lib/text/planted.ts', `import { config } from '../server/config';`],
        ['src/lib/server/domain/users/planted.ts', `export { x } from '../statuses/visibility';`],
    ])('of the layers: %s', (path, text) => {
        expect(forbiddenImports(planted(path, text))).toContainEqual(expect.stringContaining(path));
    });

    test('of the ban on circles', () => {
        const circle = new Map([
            ['src/lib/text/a.ts', `import { b } from './b';`],
            ['src/lib/text/b.ts', `import { a } from './a';`],
        ]);
        expect(importCircles(circle)).toHaveLength(1);
    });

    test('of the length of files', () => {
        expect(filesOverLimit(planted('src/lib/text/planted.ts', 'x\n'.repeat(401)))).toHaveLength(1);
    });

    test.each([`import { request } from 'undici';`, `const page = await fetch('https://example.test');`])(
        'of outboundFetch: %s',
        (text) => {
            const path = 'src/lib/server/push/planted.ts';
            expect(waysAroundOutboundFetch(planted(path, text))).toEqual([expect.stringContaining(path)]);
        },
    );

    test.each([`export const GET = () => new Response('hi');`, `export async function POST() {}`])(
        'of endpoint: %s',
        (text) => {
            const path = 'src/routes/api/v1/planted/+server.ts';
            expect(routesWithoutDeclaration(planted(path, text))).toEqual([expect.stringContaining(path)]);
        },
    );

    test.each([`if (status.visibility === 'private') hide();`, "sql`${statuses.visibility} in ('public')`"])(
        'of visibleTo: %s',
        (text) => {
            const path = 'src/lib/server/domain/timelines/planted.ts';
            expect(visibilityAskedElsewhere(planted(path, text), AUDIENCE_FOR_OTHER_REASONS)).toContainEqual(
                expect.stringContaining(path),
            );
        },
    );

    test('of provenance', () => {
        const path = 'src/lib/server/federation/inbox/planted.ts';
        expect(waysAroundProvenance(planted(path, `const note = JSON.parse(body);`))).toContainEqual(
            expect.stringContaining(path),
        );
    });
});
