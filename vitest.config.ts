import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { emojiNames } from './scripts/vite-emoji.ts';
import { messagesForTests } from './scripts/vite-messages.ts';

const globalSetup = './tests/support/cluster.ts';

/**
 * Tests provoke failures; what they say about them is in their claims, not in the log. Links in them lead nowhere, and
 * only those of the limits run into limits.
 */
const quiet = { LOG_LEVEL: 'silent', ATOLL_PREVIEWS: 'off', ATOLL_RATE_LIMITS: 'off' };
/** Files of one process share its modules, which take longer to load than most tests to run. */
const isolate = false;

/** `vitest run --project unit` and so on; `db` and `edges` share one PostgreSQL per run. */
export default defineConfig({
    plugins: [messagesForTests(), emojiNames(), sveltekit()],
    test: {
        // Of a claim, not of a speed: a busy machine must not fail it.
        testTimeout: 30_000,
        hookTimeout: 60_000,
        projects: [
            {
                extends: true,
                test: {
                    name: 'unit',
                    include: ['src/**/*.test.ts', 'tests/architecture*.test.ts'],
                    exclude: ['src/**/*.db.test.ts', 'src/lib/client/**'],
                },
            },
            {
                extends: true,
                // Stores are compiled as for a browser: in a server build runes do not react.
                resolve: { conditions: ['browser'] },
                test: {
                    name: 'client',
                    environment: './tests/support/client-environment.ts',
                    include: ['src/lib/client/**/*.test.ts'],
                },
            },
            {
                extends: true,
                test: {
                    name: 'db',
                    include: ['src/**/*.db.test.ts'],
                    isolate,
                    globalSetup,
                    env: quiet,
                },
            },
            {
                extends: true,
                test: {
                    name: 'edges',
                    include: ['tests/{api,federation,streaming,contract}/**/*.test.ts'],
                    isolate,
                    globalSetup,
                    env: quiet,
                },
            },
            {
                extends: true,
                test: {
                    name: 'process',
                    include: ['tests/process/**/*.test.ts'],
                    globalSetup: './tests/process/support/build.ts',
                    testTimeout: 60_000,
                    hookTimeout: 60_000,
                    fileParallelism: false,
                },
            },
        ],
    },
});
