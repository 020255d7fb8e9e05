/**
 * Makes a bare checkout runnable: packages from the lock file, then the build; each only when something changed.
 * Runs on the host's Node (20.19 or newer) before anything is installed, and so imports nothing but Node itself.
 *
 * --no-build   packages only (development)
 * --browser    a Chromium for the end-to-end suite as well
 */
import { build } from './bootstrap/build.js';
import { ensureChromium } from './bootstrap/chromium.js';
import { install } from './bootstrap/install.js';
import { alone } from './bootstrap/lock.js';
import { Failure } from './bootstrap/run.js';

const wishes = new Set(process.argv.slice(2));

try {
    await alone(() => {
        install();
        if (!wishes.has('--no-build')) build();
        if (wishes.has('--browser')) ensureChromium();
    });
} catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
}
