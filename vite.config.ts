import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vite';
import { choosePrecache } from './scripts/precache.ts';
import { emojiNames } from './scripts/vite-emoji.ts';
import { messages } from './scripts/vite-messages.ts';
import { words } from './scripts/vite-words.ts';

export default defineConfig({
    plugins: [
        messages(),
        words(),
        emojiNames(),
        tailwindcss(),
        sveltekit(),
        SvelteKitPWA({
            strategies: 'injectManifest',
            srcDir: 'src/service-worker',
            filename: 'service-worker.js',
            base: '/',
            buildBase: '/',
            scope: '/',
            // The manifest carries the community's name: a route of ours; and client/pwa registers the worker.
            manifest: false,
            injectRegister: false,
            injectManifest: { manifestTransforms: [choosePrecache] },
        }),
    ],
});
