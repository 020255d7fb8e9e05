/**
 * Compiles the message catalogue (`messages/*.json`) into functions at `src/lib/paraglide`. Runs before a build, in
 * development after every edit, and before the type check; does nothing while the catalogue is unchanged.
 *
 * --for-tests   into `.cache/paraglide`, a module a language instead of one a message: a bundle takes only what a page
 *               needs, a test file loads them all
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { compile, type CompilerOptions } from '@inlang/paraglide-js';

const forTests = process.argv.includes('--for-tests');
const outdir = forTests ? './.cache/paraglide' : './src/lib/paraglide';

const options: CompilerOptions = {
    project: './project.inlang',
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
        'node_modules/@inlang/paraglide-js/package.json',
        ...catalogues.map((name) => `messages/${name}`),
    ];
    const hash = createHash('sha256');
    for (const input of inputs) hash.update(await readFile(input)).update('\0');
    return hash.digest('hex');
}

const wanted = await fingerprint();
if ((await readFile(fingerprintFile, 'utf8').catch(() => '')) !== wanted) {
    await compile(options);
    await writeFile(fingerprintFile, wanted);
}
// The compiler leaves timers behind that would keep the process for half a minute.
process.exit(0);
