/**
 * Compiles the message catalogue (`messages/*.json`) into functions at `src/lib/paraglide`. Runs before a build, in
 * development after every edit, and before the type check; does nothing while the catalogue is unchanged.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { compile, type CompilerOptions } from '@inlang/paraglide-js';

const options: CompilerOptions = {
    project: './project.inlang',
    outdir: './src/lib/paraglide',
    // A person's own choice, else what their browser prefers.
    strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
    cookieName: 'atoll_locale',
    cookieMaxAge: 60 * 60 * 24 * 400,
    isServer: 'import.meta.env.SSR',
    emitReadme: false,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
};

const fingerprintFile = 'src/lib/paraglide/.fingerprint';

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
