// The app's frame is chosen in the root layout; named here, it is fetched together with the page and not after it.
import '$lib/components/shell/AppFrame.svelte';

/** Signed-in pages are rendered in the browser, from what the device keeps. */
export const ssr = false;
