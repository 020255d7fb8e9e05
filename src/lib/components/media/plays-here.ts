import type { Attachment } from 'svelte/attachments';
import { playback } from './playback';

/** What the one who shows a film or a sound wants to hear of it. */
interface Hearing {
    /** It plays, or no longer does. */
    playing?: (isPlaying: boolean) => void;
    /** Seconds. */
    time?: (now: number, duration: number) => void;
    failed?: () => void;
}

/**
 * Makes a film or a sound one of those of which one is heard at a time and which go on where they were; a film that is
 * out of sight pauses, unless it plays in a picture of its own. Listeners in the markup would be rendered as inline
 * handlers, which the content security policy refuses.
 */
export function playsHere(file: string, hear: Hearing = {}): Attachment<HTMLMediaElement> {
    return (player) => {
        const gone = playback.add(player, file);
        const tellTime = () => hear.time?.(player.currentTime, player.duration);
        const listeners: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
            play: () => {
                playback.started(player);
                hear.playing?.(true);
            },
            pause: () => {
                if (!player.ended) playback.stopped(player);
                hear.playing?.(false);
            },
            timeupdate: () => {
                if (!player.paused) playback.reached(player);
                tellTime();
            },
            seeked: () => playback.reached(player),
            durationchange: tellTime,
            ended: () => playback.ended(player),
            error: () => hear.failed?.(),
        };
        for (const [event, listener] of Object.entries(listeners)) player.addEventListener(event, listener);
        const stopWatching = player instanceof HTMLVideoElement ? pauseOutOfSight(player) : () => {};
        return () => {
            stopWatching();
            for (const [event, listener] of Object.entries(listeners))
                player.removeEventListener(event, listener);
            if (player.currentTime > 0 && !player.ended) playback.stopped(player);
            player.pause();
            gone();
        };
    };
}

function pauseOutOfSight(film: HTMLVideoElement): () => void {
    const observer = new IntersectionObserver((entries) => {
        const isGone = entries.at(-1)?.isIntersecting === false;
        if (isGone && !film.paused && document.pictureInPictureElement !== film) film.pause();
    });
    observer.observe(film);
    return () => observer.disconnect();
}
