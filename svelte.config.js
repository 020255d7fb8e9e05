import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';

/**
 * The script in app.html sets the theme before the first paint, so it must be inline. Its hash is taken from the
 * file itself: the policy can't drift from the script.
 */
const themeScript = /<script>([\s\S]*?)<\/script>/.exec(readFileSync('src/app.html', 'utf8'))?.[1] ?? '';
const themeScriptHash = /** @type {`sha256-${string}`} */ (
    `sha256-${createHash('sha256').update(themeScript).digest('base64')}`
);

/** Where media have a host of their own, pages show them from there; each such host has a build of its own. */
const mediaOrigin = /** @type {`https://${string}`[]} */ ([process.env.ATOLL_MEDIA_ORIGIN].filter(Boolean));

/** @type {import('@sveltejs/kit').Config} */
export default {
    compilerOptions: {
        // A form hears what its fields do: Ctrl+Enter sends from any of them.
        warningFilter: ({ code }) => code !== 'a11y_no_noninteractive_element_interactions',
    },
    kit: {
        // Each build gets a directory of its own: a running server still loads parts of the one it began with.
        adapter: adapter({ out: process.env.ATOLL_BUILD_OUT ?? 'build/manual', precompress: true }),
        typescript: {
            config(config) {
                // Folders that begin with a dot are left out by patterns that do not name them.
                config.include.push('../src/routes/.well-known/**/*.ts');
            },
        },
        // The offline shell is one prerendered page answered for every route, so its links must be absolute.
        paths: { relative: false },
        // Kit would refuse the form posts of native apps, which carry no Origin; http/ checks origins itself.
        csrf: { trustedOrigins: ['*'] },
        // The worker is registered by lib/client/pwa, built by @vite-pwa/sveltekit.
        serviceWorker: { register: false },
        csp: {
            mode: 'auto',
            directives: {
                'default-src': ['self'],
                'script-src': ['self', themeScriptHash],
                'style-src': ['self'],
                // Measured sizes, focal points and the accent hue are style attributes.
                'style-src-attr': ['unsafe-inline'],
                'img-src': ['self', 'data:', 'blob:', ...mediaOrigin],
                'media-src': ['self', 'blob:', ...mediaOrigin],
                'font-src': ['self'],
                'connect-src': ['self'],
                'worker-src': ['self'],
                'manifest-src': ['self'],
                'object-src': ['none'],
                'base-uri': ['self'],
                'form-action': ['self'],
                'frame-ancestors': ['none'],
            },
        },
    },
};
