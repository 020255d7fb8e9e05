import { m } from '$lib/i18n';
import { ApiError, NetworkError } from '../api/errors';
import { cancelScheduled } from '../api/scheduled';
import { scheduled } from '../stores/scheduled.svelte';

/**
 * Takes a scheduled post off the server's list at once, because something takes its place; answers false when it has
 * appeared meanwhile. Rejects, in the person's words, when the server cannot be reached.
 */
export async function takeOffSchedule(id: string): Promise<boolean> {
    const taken = await cancelScheduled(fetch, id).then(
        () => true,
        (error: unknown) => {
            if (error instanceof NetworkError) throw new Error(m.scheduled_offline(), { cause: error });
            if (error instanceof ApiError && error.status === 404) return false;
            throw error;
        },
    );
    scheduled.forget(id);
    return taken;
}
