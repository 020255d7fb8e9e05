import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
    kit: {
        adapter: adapter({ out: 'build', precompress: true }),
        // The offline shell is one prerendered page answered for every route, so its links must be absolute.
        paths: { relative: false },
        // Kit would refuse the form posts of native apps, which carry no Origin; http/ checks origins itself.
        csrf: { trustedOrigins: ['*'] },
        // The worker is registered by lib/client/pwa, built by @vite-pwa/sveltekit.
        serviceWorker: { register: false },
    },
};
