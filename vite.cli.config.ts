import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The operator's commands and the demonstration as bundles for Node; packages stay where npm put them. */
export default defineConfig({
    publicDir: false,
    resolve: { alias: { $lib: fileURLToPath(new URL('src/lib', import.meta.url)) } },
    build: {
        ssr: true,
        rollupOptions: { input: { main: 'src/lib/server/cli/main.ts', demo: 'scripts/demo/main.ts' } },
        outDir: join(process.env.ATOLL_BUILD_OUT ?? 'build/manual', 'cli'),
        emptyOutDir: true,
        target: 'node24',
    },
});
