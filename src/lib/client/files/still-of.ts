const LONGEST_EDGE = 640;
/** Seconds after which a browser that has shown nothing will not. */
const PATIENCE = 8;

/** A picture from the beginning of a film, made on the device; null where the browser cannot read the film. */
export async function stillOf(file: Blob): Promise<Blob | null> {
    if (!('document' in globalThis)) return null;
    const film = document.createElement('video');
    const address = URL.createObjectURL(file);
    try {
        Object.assign(film, { muted: true, playsInline: true, preload: 'auto', src: address });
        await until(film, 'loadeddata');
        // The very first frame is black more often than not.
        film.currentTime = Math.min(1, (film.duration || 0) / 4);
        await until(film, 'seeked');
        return await pictureOf(film);
    } catch {
        return null;
    } finally {
        film.removeAttribute('src');
        film.load();
        URL.revokeObjectURL(address);
    }
}

/** What a film shows now, as a JPEG file's bytes; rejects where the film is of another origin or shows nothing. */
export function pictureOf(film: HTMLVideoElement, longest = LONGEST_EDGE): Promise<Blob | null> {
    const ratio = Math.min(1, longest / Math.max(film.videoWidth, film.videoHeight, 1));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(film.videoWidth * ratio));
    canvas.height = Math.max(1, Math.round(film.videoHeight * ratio));
    canvas.getContext('2d')?.drawImage(film, 0, 0, canvas.width, canvas.height);
    return new Promise((settle) => canvas.toBlob(settle, 'image/jpeg', 0.85));
}

function until(film: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> {
    return new Promise((settle, refuse) => {
        const timer = setTimeout(() => refuse(new Error('The film shows nothing')), PATIENCE * 1000);
        const done = (act: () => void) => () => {
            clearTimeout(timer);
            act();
        };
        film.addEventListener(event, done(settle), { once: true });
        film.addEventListener(
            'error',
            done(() => refuse(film.error ?? new Error('Not a film'))),
            { once: true },
        );
    });
}
