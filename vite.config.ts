import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { messages } from './scripts/vite-messages.ts';

export default defineConfig({
    plugins: [messages(), tailwindcss(), sveltekit()],
});
