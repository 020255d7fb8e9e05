import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One entry of the list the service worker fetches when it is installed. */
interface PrecacheEntry {
    url: string;
    revision: string | null;
    size: number;
}

interface ViteChunk {
    file: string;
    css?: string[];
    imports?: string[];
    dynamicImports?: string[];
}

/** The pages that work on the first flight after installing; all others are kept once they were opened. */
const ROUTES = [
    '/shell',
    '/(app)/home',
    '/(app)/notifications',
    '/(app)/compose',
    '/(app)/drafts',
    '/(app)/outbox',
    '/(app)/public',
    '/(app)/search',
    '/(app)/conversations',
    '/(app)/lists',
    '/(app)/catch-up',
    '/(app)/[saved=saved]',
    '/(app)/settings',
    '/@[acct]',
];
/** Parts that are no use offline, belong to guests, or are kept once they were used: the names of emoji. */
const LEFT_OUT = /socket\.io|Public|Guest|virtual:emoji/;
const STATIC = /^(?:favicon\.svg|missing-avatar\.png|missing-header\.png|icons\/icon-192\.png)$/;
/** Searching what the device keeps is of most use where there is no network. */
const WORKERS = /^_app\/immutable\/workers\/search-worker[^/]*\.js$/;

/**
 * Chooses from all files of the build those that the app needs to start offline: the shell, its entry, the main pages
 * with all they import, and a few pictures.
 */
export async function choosePrecache(entries: PrecacheEntry[]): Promise<{ manifest: PrecacheEntry[] }> {
    const wanted = await wantedFiles();
    const manifest = entries.flatMap((entry) => {
        if (entry.url === 'prerendered/pages/shell.html') return { ...entry, url: '/shell' };
        const file = entry.url.replace(/^client\//, '');
        if (
            !entry.url.startsWith('client/') ||
            !(wanted.has(file) || STATIC.test(file) || WORKERS.test(file))
        )
            return [];
        // The name of a built file holds its hash.
        const revision = file.startsWith('_app/immutable/') ? null : entry.revision;
        return { ...entry, url: `/${file}`, revision };
    });
    return { manifest };
}

async function wantedFiles(): Promise<Set<string>> {
    const chunks = JSON.parse(
        await readFile('.svelte-kit/output/client/.vite/manifest.json', 'utf8'),
    ) as Record<string, ViteChunk>;
    const generated = '.svelte-kit/generated/client-optimized';
    const app = await readFile(join(generated, 'app.js'), 'utf8');
    const nodes = nodesOf(app);
    const files = new Set<string>();
    const seen = new Set<string>();
    const add = (key: string) => {
        const chunk = chunks[key];
        if (!chunk || seen.has(key) || LEFT_OUT.test(key) || LEFT_OUT.test(chunk.file)) return;
        seen.add(key);
        for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
        for (const next of chunk.imports ?? []) add(next);
        // The app's own parts that are fetched when needed; the pages themselves hang below the entry this way too.
        for (const next of chunk.dynamicImports ?? []) if (!next.includes('/nodes/')) add(next);
    };
    for (const key of Object.keys(chunks))
        if (/client\/entry\.js$|runtime\/client\/entry|client-optimized\/app\.js$/.test(key)) add(key);
    for (const node of nodes) add(`${generated}/nodes/${node}.js`);
    return files;
}

/** The numbers of the pages, layouts and error pages of the chosen routes, from Kit's own list of them. */
function nodesOf(app: string): Set<string> {
    const found = new Set(['0', '1']);
    for (const [, route = '', page = '', layouts = ''] of app.matchAll(
        /"([^"]+)":\s*\[~?(\d+)(?:,\s*\[([^\]]*)\])?/g,
    )) {
        if (!ROUTES.some((wanted) => route === wanted || route.startsWith(`${wanted}/`))) continue;
        for (const node of [page, ...layouts.split(',')])
            if (/\d/.test(node)) found.add(node.replace(/\D/g, ''));
    }
    return found;
}
