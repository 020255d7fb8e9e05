import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundledNode, Failure, root, run, say } from './run.js';

/** Where a Chromium may already be, the operator's choice first. */
export function findChromium() {
    return [
        process.env.PLAYWRIGHT_CHROMIUM_PATH,
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/bin/google-chrome',
    ].find((path) => path && existsSync(path));
}

/** Gets a Chromium for the end-to-end suite: the host's, else Playwright's own, else (as root on Debian) the system's. */
export function ensureChromium() {
    if (findChromium() || playwrightHasOne()) return;
    say('Getting a Chromium for the tests …');
    const playwright = join(root, 'node_modules/@playwright/test/cli.js');
    if (spawnSync(bundledNode(), [playwright, 'install', 'chromium'], { cwd: root }).status === 0) return;
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
        run('Updating the list of packages', 'apt-get', ['update', '-qq']);
        run(
            'Installing Chromium',
            'apt-get',
            ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
            {
                DEBIAN_FRONTEND: 'noninteractive',
            },
        );
        return;
    }
    throw new Failure('The tests need a Chromium: install one and name it in PLAYWRIGHT_CHROMIUM_PATH.');
}

function playwrightHasOne() {
    const script =
        "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
    const { stdout } = spawnSync(bundledNode(), ['-e', script], { cwd: root, encoding: 'utf8' });
    return Boolean(stdout) && existsSync(stdout);
}
