import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';

const run = promisify(execFile);

/** Compiles the message catalogue before a build or a test run, and again when it is edited during development. */
export function messages(): Plugin {
    const compile = () =>
        run(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/messages.ts']);
    return {
        name: 'atoll:messages',
        enforce: 'pre',
        config: async () => {
            await compile();
        },
        configureServer(server) {
            server.watcher.add('messages');
            server.watcher.on('change', (file) => {
                if (!/[/\\]messages[/\\][^/\\]+\.json$/.test(file)) return;
                compile().catch((error: unknown) => server.config.logger.error(String(error)));
            });
        },
    };
}

/** Compiles the catalogue for tests, and has them load it from there. */
export function messagesForTests(): Plugin {
    const folder = /^.*\/src\/lib\/paraglide\//;
    return {
        name: 'atoll:messages-for-tests',
        enforce: 'pre',
        config: async () => {
            await run(process.execPath, [
                '--disable-warning=ExperimentalWarning',
                'scripts/messages.ts',
                '--for-tests',
            ]);
        },
        resolveId: (source) =>
            folder.test(source)
                ? resolve(source.replace(folder, '.cache/paraglide/').replace(/(\.js)?$/, '.js'))
                : undefined,
    };
}
