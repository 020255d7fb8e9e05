/**
 * Compiles the message catalogue (`messages/*.json`) into functions at `src/lib/paraglide`, with the pseudo-locale made
 * from English. Runs before a build, in development after every edit, and before the type check; does nothing while the
 * catalogue is unchanged.
 *
 * --for-tests   into `.cache/paraglide`, a module a language instead of one a message: a bundle takes only what a page
 *               needs, a test file loads them all
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { compile, type CompilerOptions } from '@inlang/paraglide-js';
import { makeWords } from './make-words.ts';
import { PSEUDO_LOCALE, pseudoMessage } from './pseudo-messages.ts';
import { readLocales, readMessages, type Message } from './read-messages.ts';

const forTests = process.argv.includes('--for-tests');
const outdir = forTests ? './.cache/paraglide' : './src/lib/paraglide';
/** The project that is compiled: the one in the repository, and the pseudo-locale. */
const project = './.cache/project.inlang';
const collected = './.cache/messages';

const options: CompilerOptions = {
    project,
    outdir,
    outputStructure: forTests ? 'locale-modules' : 'message-modules',
    // A person's own choice, else what their browser prefers.
    strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
    cookieName: 'atoll_locale',
    cookieMaxAge: 60 * 60 * 24 * 400,
    isServer: 'import.meta.env.SSR',
    emitReadme: false,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
};

const fingerprintFile = `${outdir}/.fingerprint`;

async function fingerprint(): Promise<string> {
    const catalogues = (await readdir('messages')).filter((name) => name.endsWith('.json')).sort();
    const inputs = [
        'project.inlang/settings.json',
        'scripts/messages.ts',
        'scripts/pseudo-messages.ts',
        'node_modules/@inlang/paraglide-js/package.json',
        ...catalogues.map((name) => `messages/${name}`),
    ];
    const hash = createHash('sha256');
    for (const input of inputs) hash.update(await readFile(input)).update('\0');
    return hash.digest('hex');
}

const asJson = (messages: Map<string, Message>) => JSON.stringify(Object.fromEntries(messages));

async function collect(): Promise<void> {
    const { baseLocale, locales } = await readLocales();
    await Promise.all([collected, project].map((folder) => mkdir(folder, { recursive: true })));
    for (const locale of locales)
        await put(`${collected}/${locale}.json`, asJson(await readMessages(locale)));
    const pseudo = [...(await readMessages(baseLocale))].map(
        ([key, message]) => [key, pseudoMessage(message)] as const,
    );
    await put(`${collected}/${PSEUDO_LOCALE}.json`, asJson(new Map(pseudo)));
    const settings = {
        telemetry: 'off',
        baseLocale,
        locales: [...locales, PSEUDO_LOCALE],
        modules: ['../node_modules/@inlang/plugin-message-format/dist/index.js'],
        'plugin.inlang.messageFormat': { pathPattern: './messages/{locale}.json' },
    };
    await put(`${project}/settings.json`, JSON.stringify(settings));
}

/** For the server's pages, the app and the service worker: where the files of words lie, and what stands where. */
async function tellWhereWordsLie(): Promise<void> {
    const { baseLocale } = await readLocales();
    const { numbers, files } = await makeWords();
    const urls = Object.fromEntries(files.map(({ locale, fileName }) => [locale, `/${fileName}`]));
    const module = `/** @type {Readonly<Record<string, string>>} */
export const wordsFiles = ${JSON.stringify(urls)};
export const baseLocale = ${JSON.stringify(baseLocale)};
`;
    await put(`${outdir}/words-files.js`, module);
    const lines = [...numbers].map(([key, number]) => `export const ${key} = ${number};`);
    await put(`${outdir}/numbers.js`, `${lines.join('\n')}\n`);
}

/** Other processes read these files while they are written. */
async function put(path: string, content: string): Promise<void> {
    if ((await readFile(path, 'utf8').catch(() => '')) === content) return;
    await writeFile(`${path}.${process.pid}`, content);
    await rename(`${path}.${process.pid}`, path);
}

const wanted = await fingerprint();
if ((await readFile(fingerprintFile, 'utf8').catch(() => '')) !== wanted) {
    await collect();
    await compile(options);
    await writeFile(fingerprintFile, wanted);
}
await tellWhereWordsLie();
// The compiler leaves timers behind that would keep the process for half a minute.
process.exit(0);
