/** Started by `namespace.ts` in a process of its own: loads what asks, which imports as the product does. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import type * as Questions from './namespace-questions.ts';

const alias = { $lib: fileURLToPath(new URL('../../../src/lib', import.meta.url)) };
const { module } = await runnerImport<typeof Questions>(
    fileURLToPath(new URL('namespace-questions.ts', import.meta.url)),
    { configFile: false, logLevel: 'error', resolve: { alias } },
);
process.stdout.write(`\n${JSON.stringify(await module.askEverywhere())}\n`);
process.exit(0);
