import { building } from '$app/environment';
import { getInstance } from '$lib/client/api/instance';
import { frameFor } from '$lib/components/shell/frame-for';
import type { Instance } from '$lib/mastodon-api/entities';
import type { LayoutLoad } from './$types';

/**
 * Chooses the frame around the page, and tells the public frame which community this is. A community that can't be
 * asked, as during the build, goes by the name of the software.
 */
export const load: LayoutLoad = async ({ fetch, route }) => {
    const { Frame, isPublic } = await frameFor(route.id);
    const instance: Instance | null =
        isPublic && !building ? await getInstance(fetch).catch(() => null) : null;
    return { Frame, instance };
};
