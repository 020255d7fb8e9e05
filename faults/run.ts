/** `npm run faults`: what the server promises, put to the test. `faults/README.md` tells the method. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import type * as Main from './main.ts';

// The peers are those of the tests, which import as the product does.
const alias = { $lib: fileURLToPath(new URL('../src/lib', import.meta.url)) };
const { module } = await runnerImport<typeof Main>('./faults/main.ts', {
    configFile: false,
    resolve: { alias },
});
process.exit(await module.main(process.argv.slice(2)));
