import type { Attachment } from 'svelte/attachments';

interface Loop {
    /** Read as state: it starts and stops when the answer changes. */
    moves: () => boolean;
    /** The part in sight, from 0 to 1. */
    seen: (part: number) => void;
    playing: (isPlaying: boolean) => void;
    failed: () => void;
}

const STEPS = [0, 0.25, 0.5, 0.75, 1];

/** Tells how much of a silent loop is in sight, and moves it as it is told. */
export function loopsInSight({ moves, seen, playing, failed }: Loop): Attachment<HTMLVideoElement> {
    return (film) => {
        const observer = new IntersectionObserver(
            (entries) => {
                const last = entries.at(-1);
                if (last) seen(last.isIntersecting ? last.intersectionRatio : 0);
            },
            { threshold: STEPS },
        );
        observer.observe(film);
        const onplay = () => playing(true);
        const onpause = () => playing(false);
        film.addEventListener('play', onplay);
        film.addEventListener('pause', onpause);
        film.addEventListener('error', failed);
        $effect(() => {
            // A browser may refuse, to save its battery: the button is still there.
            if (moves()) film.play().catch(() => playing(false));
            else film.pause();
        });
        return () => {
            observer.disconnect();
            film.removeEventListener('play', onplay);
            film.removeEventListener('pause', onpause);
            film.removeEventListener('error', failed);
            film.pause();
        };
    };
}
