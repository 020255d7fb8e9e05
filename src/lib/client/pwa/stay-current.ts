const TICK = 5_000;
/** Between two ticks so much time does not pass, unless the device slept. */
const SLEPT = 60_000;
const POLL_SAVING = 60_000;
const POLL_DEGRADED = 30_000;

/** What the app goes by to stay current. */
export interface Surroundings {
    visible: () => boolean;
    /** Data are to be saved: no socket. */
    savesData: () => boolean;
    /** The server answers, and the socket does not come up: something between the two does not let it. */
    degraded: () => boolean;
    /** Opens or closes the socket; asked again and again. */
    listen: (wanted: boolean) => void;
    /** Asks for what is new. `missed`: what arrives live meanwhile may not follow what is known. */
    refresh: (missed: boolean) => void;
}

/**
 * Keeps what is shown current where the socket does not: asks every minute where data are saved and every 30 s where
 * sockets are blocked, and at once after the device slept or the page was out of sight. Answers how to stop.
 */
export function stayCurrent(around: Surroundings, now: () => number = Date.now): () => void {
    let ticked = now();
    let asked = now();

    function tick(): void {
        if (!around.visible()) return;
        const time = now();
        const slept = time - ticked > SLEPT;
        ticked = time;
        around.listen(!around.savesData());
        const pollEvery = around.savesData() ? POLL_SAVING : around.degraded() ? POLL_DEGRADED : Infinity;
        if (!slept && time - asked < pollEvery) return;
        asked = time;
        around.refresh(slept);
    }

    const timer = setInterval(tick, TICK);
    const onVisible = () => tick();
    globalThis.document?.addEventListener('visibilitychange', onVisible);
    return () => {
        clearInterval(timer);
        globalThis.document?.removeEventListener('visibilitychange', onVisible);
    };
}
