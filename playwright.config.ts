import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The host's Chromium where there is one; otherwise Playwright's own. */
const executablePath = [
    process.env.PLAYWRIGHT_CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
].find((path) => path && existsSync(path));

export default defineConfig({
    testDir: 'tests/e2e',
    outputDir: 'test-results',
    fullyParallel: true,
    workers: 2,
    forbidOnly: Boolean(process.env.CI),
    // Told as flaky, not hidden: a browser on a shared machine may miss its moment once.
    retries: process.env.CI ? 1 : 0,
    timeout: 120_000,
    expect: { timeout: 20_000 },
    reporter: process.env.CI ? 'line' : 'list',
    use: {
        locale: 'en-GB',
        timezoneId: 'UTC',
        trace: 'retain-on-failure',
        launchOptions: {
            executablePath,
            args: [
                '--no-sandbox',
                '--disable-gpu',
                '--disable-quic',
                '--no-first-run',
                '--disable-background-networking',
                '--disable-component-update',
                '--disable-sync',
            ],
        },
    },
});
