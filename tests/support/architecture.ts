/** The house's rules as data and as checks over source text; `docs/architecture.md` tells them in words. */
import { posix } from 'node:path';

/** Source files by path from the project's root. */
export type Sources = ReadonlyMap<string, string>;

const INFRASTRUCTURE =
    'db|activitypub|storage|media|search|mail|push|translation|jobs|config|log|log-line|metrics|errors|start-error|version'.split(
        '|',
    );

/** The layer a path belongs to; the first match counts. */
const LAYERS: readonly (readonly [layer: string, path: RegExp])[] = [
    ['contract', /^src\/lib\/(mastodon-api|text)\//],
    ['i18n', /^src\/lib\/(i18n|paraglide)\//],
    ['infrastructure', new RegExp(`^src/lib/server/(${INFRASTRUCTURE.join('|')})(/|\\.ts$)`)],
    ['events', /^src\/lib\/server\/events\//],
    ['domain', /^src\/lib\/server\/domain\//],
    ['serializers', /^src\/lib\/server\/serializers\//],
    ['publish', /^src\/lib\/server\/streaming\/publish\.ts$/],
    ['outbox', /^src\/lib\/server\/federation\/(outbox|documents)\//],
    ['effects', /^src\/lib\/server\/effects\//],
    ['federation', /^src\/lib\/server\/federation\//],
    ['streaming', /^src\/lib\/server\/streaming\//],
    ['http', /^src\/lib\/server\/http\//],
    ['cli', /^src\/lib\/server\/cli\//],
    ['composition', /^src\/(lib\/server\/[\w-]+\.ts$|server\.ts$|hooks)/],
    ['client', /^src\/(lib\/client|service-worker)\//],
    ['components', /^src\/lib\/components\//],
    ['server-routes', /^src\/routes\/(api\/|.*(\+server|\.server)\.ts$)/],
    ['page-routes', /^src\/routes\//],
];

const SERVER_BASE = ['contract', 'i18n', 'infrastructure', 'events', 'domain'];

/** What each layer may import beside itself. Imports point down; edges do not know each other. */
const MAY_IMPORT: Record<string, readonly string[]> = {
    contract: [],
    i18n: ['contract'],
    infrastructure: ['contract'],
    events: ['infrastructure'],
    domain: ['contract', 'infrastructure', 'events'],
    serializers: ['contract', 'i18n', 'infrastructure', 'domain'],
    publish: ['contract', 'infrastructure', 'events'],
    outbox: ['contract', 'infrastructure', 'events', 'domain'],
    effects: [...SERVER_BASE, 'serializers', 'outbox', 'publish'],
    federation: [...SERVER_BASE, 'outbox'],
    streaming: [...SERVER_BASE, 'serializers', 'publish'],
    http: SERVER_BASE,
    cli: [...SERVER_BASE, 'outbox', 'composition'],
    composition: [
        ...SERVER_BASE,
        'serializers',
        'effects',
        'federation',
        'outbox',
        'streaming',
        'publish',
        'http',
    ],
    client: ['contract', 'i18n'],
    components: ['contract', 'i18n', 'client'],
    'server-routes': [
        ...SERVER_BASE,
        'serializers',
        'http',
        'federation',
        'outbox',
        'streaming',
        'composition',
    ],
    'page-routes': ['contract', 'i18n', 'client', 'components'],
};

interface Import {
    from: string;
    /** The path named, as written. */
    written: string;
    /** The file it leads to; undefined outside the project. */
    to: string | undefined;
    typeOnly: boolean;
}

/** The layer of `path`; undefined for what stands outside the house (generated files, app.d.ts). */
export function layerOf(path: string): string | undefined {
    return LAYERS.find(([, pattern]) => pattern.test(path))?.[0];
}

/** Every import of `path`, `$lib` and relative ones resolved to files. */
export function importsOf(path: string, sources: Sources): Import[] {
    const text = sources.get(path) ?? '';
    const pattern =
        /(?:^|[\n;])\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
    return Array.from(text.matchAll(pattern), (match) => {
        const written = match[2] ?? match[3] ?? '';
        return {
            from: path,
            written,
            to: resolveImport(path, written, sources),
            typeOnly: Boolean(match[1]),
        };
    });
}

function resolveImport(from: string, written: string, sources: Sources): string | undefined {
    const base = written.startsWith('$lib')
        ? `src/lib${written.slice(4)}`
        : written.startsWith('.')
          ? posix.join(posix.dirname(from), written)
          : undefined;
    // Kit writes the types of a route beside it, outside the sources.
    if (base === undefined || written === './$types') return undefined;
    const candidates = [
        base,
        `${base}.ts`,
        `${base}.svelte.ts`,
        `${base}/index.ts`,
        base.replace(/\.js$/, '.ts'),
    ];
    return candidates.find((candidate) => sources.has(candidate)) ?? base;
}

/** Imports that point up, sideways between edges, or around a domain folder's face. */
export function forbiddenImports(sources: Sources): string[] {
    const found: string[] = [];
    for (const path of sources.keys()) {
        const layer = layerOf(path);
        if (!layer || isTest(path)) continue;
        for (const { written, to } of importsOf(path, sources)) {
            const target = to && layerOf(to);
            if (!to || !target) continue;
            if (target !== layer && !MAY_IMPORT[layer]?.includes(target))
                found.push(`${path} → ${written} (${layer} may not import ${target})`);
            if (target === 'domain' && domainFolder(to) !== domainFolder(path) && !/\/index\.ts$/.test(to))
                found.push(`${path} → ${written} (a domain folder is imported by its index.ts only)`);
        }
    }
    return found;
}

const domainFolder = (path: string) => /^src\/lib\/server\/domain\/([^/]+)/.exec(path)?.[1];

/** Circles of imports that run at load; imports of types alone are no circle. */
export function importCircles(sources: Sources): string[] {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (path: string, trail: string[]) => {
        if (state.get(path) === 'done') return;
        if (state.get(path) === 'open') {
            circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
            return;
        }
        state.set(path, 'open');
        for (const { to, typeOnly } of importsOf(path, sources))
            if (to && !typeOnly && sources.has(to)) visit(to, [...trail, path]);
        state.set(path, 'done');
    };
    for (const path of sources.keys()) if (!isTest(path)) visit(path, []);
    return circles;
}

/** Files that grew beyond what one reads in one sitting. */
export function filesOverLimit(sources: Sources, limit = 400): string[] {
    return [...sources]
        .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
        .filter(({ lines }) => lines > limit)
        .map(({ path, lines }) => `${path} has ${lines} lines`);
}

/** Choke point `outboundFetch`: nothing else on the server opens connections to other hosts. */
export function waysAroundOutboundFetch(sources: Sources): string[] {
    const guard = /^src\/lib\/server\/activitypub\/outbound-(fetch|agent|[\w-]+)\.ts$/;
    const client = /\bfrom\s+['"](undici|node:https?|https?|axios|got|node-fetch)['"]|(?<![.\w])fetch\s*\(/;
    return [...sources]
        .filter(
            ([path]) =>
                /^src\/(lib\/server|server\.ts|hooks\.server)/.test(path) &&
                !isTest(path) &&
                !guard.test(path),
        )
        .filter(
            ([path, text]) =>
                client.test(withoutTypeImports(withoutComments(text))) &&
                !SERVES_HTTP.has(path) &&
                path !== ASKS_THE_STORE,
        )
        .map(([path]) => `${path} reaches the network without outboundFetch`);
}

/** Types are gone when the program runs. */
function withoutTypeImports(text: string): string {
    return text.replace(/^import type [^;]*;$/gm, '');
}

/**
 * The operator's own bucket, most often in a private network; what it is asked for are keys that this server made, and
 * files of any size stream both ways. Nobody else's words become part of an address there.
 */
const ASKS_THE_STORE = 'src/lib/server/storage/s3-request.ts';

/** These listen; they do not ask. */
const SERVES_HTTP = new Set([
    'src/server.ts',
    'src/lib/server/app.ts',
    'src/lib/server/streaming/index.ts',
    'src/lib/server/streaming/attach.ts',
    'src/lib/server/streaming/socket-io.ts',
    'src/lib/server/streaming/mastodon-websocket.ts',
    'src/lib/server/streaming/server-sent-events.ts',
]);

/** Choke point `endpoint`: every handler of the API declares its scope and who may call. */
export function routesWithoutDeclaration(sources: Sources): string[] {
    const found: string[] = [];
    for (const [path, text] of sources) {
        if (!/^src\/routes\/api\/.*\+server\.ts$/.test(path)) continue;
        for (const [, method, value] of text.matchAll(
            /export\s+const\s+(GET|POST|PUT|PATCH|DELETE)\b[^=]*=\s*(\w*)/g,
        ))
            if (value !== 'endpoint' && !DECLARED_BY.has(value ?? '') && !aliasOfEndpoint(text, value ?? ''))
                found.push(`${path}: ${method} is not made by endpoint()`);
        for (const [, method] of text.matchAll(
            /export\s+(?:async\s+)?function\s+(GET|POST|PUT|PATCH|DELETE)\b/g,
        ))
            found.push(`${path}: ${method} is not made by endpoint()`);
    }
    return found;
}

/** Functions that build on `endpoint` and pass its declaration on. */
const DECLARED_BY = new Set<string>(['streamEndpoint']);

const aliasOfEndpoint = (text: string, name: string) =>
    new RegExp(`const\\s+${name}\\s*=\\s*endpoint\\b`).test(text);

/** Choke point `visibleTo`: nobody else asks in SQL or code who may see a status by its audience. */
export function visibilityAskedElsewhere(sources: Sources, allowed: ReadonlyMap<string, string>): string[] {
    const asks =
        /visibility\s*(===?|!==?)\s*'(private|direct|limited)'|visibility\}?\s+(not\s+)?in\s*\(|visibility\}?\s*(=|<>)\s*'(private|direct|limited)'|inArray\(\s*statuses\.visibility/i;
    return [...sources]
        .filter(
            ([path]) => /^src\/(lib\/server|routes)\//.test(path) && !isTest(path) && !/schema\//.test(path),
        )
        .filter(([path, text]) => asks.test(withoutComments(text)) && !allowed.has(path))
        .map(([path]) => `${path} decides by a status's audience outside domain/statuses/visibility.ts`);
}

/** Choke point provenance: handlers of received activities get what provenance established, never raw JSON. */
export function waysAroundProvenance(sources: Sources): string[] {
    return [...sources]
        .filter(([path]) => /^src\/lib\/server\/federation\/inbox\//.test(path) && !isTest(path))
        .filter(([path]) => !/\/(receive|dispatch)[\w-]*\.ts$/.test(path))
        .filter(([, text]) => /JSON\.parse\(|readBoundedJson\(|outboundFetch\(/.test(withoutComments(text)))
        .map(([path]) => `${path} reads untrusted JSON without provenance`);
}

const isTest = (path: string) => /\.test\.ts$/.test(path);

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
