import type { Environment } from 'vitest/runtime';

/** Node, with modules compiled as for a browser: in a server build runes do not react. */
export default {
    name: 'client',
    viteEnvironment: 'client',
    setup: () => ({ teardown: () => {} }),
} satisfies Environment;
