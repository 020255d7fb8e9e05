import type { Component, Snippet } from 'svelte';
import { isMember } from '$lib/client/stores/me.svelte';
import type { Instance } from '$lib/mastodon-api/entities';

/** What both frames take. */
interface FrameProps {
    instance: Instance | null;
    path: string;
    children: Snippet;
}

/** Pages with one address for guests and members. */
const SHARED = ['/@[acct]', '/(public)/explore', '/(public)/tags', '/(public)/about'];

/**
 * The frame a route stands in. Frames are fetched when needed, so that a guest's page does not carry the app; and they
 * are chosen here, above all pages, so that the app's frame stays while its pages change.
 */
export async function frameFor(
    routeId: string | null,
): Promise<{ Frame: Component<FrameProps>; isPublic: boolean }> {
    const id = routeId ?? '';
    const isPublic =
        !id.startsWith('/(app)') && !(isMember() && SHARED.some((shared) => id.startsWith(shared)));
    const { default: Frame } = isPublic
        ? await import('./PublicFrame.svelte')
        : await import('./AppFrame.svelte');
    return { Frame, isPublic };
}
