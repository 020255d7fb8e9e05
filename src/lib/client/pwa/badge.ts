/** Shows a number on the icon of the installed app; 0 takes it away. Where there are no such numbers, does nothing. */
export async function showBadge(count: number): Promise<void> {
    try {
        if (count > 0) await navigator.setAppBadge?.(count);
        else await navigator.clearAppBadge?.();
    } catch {
        // Not installed, or not permitted.
    }
}
