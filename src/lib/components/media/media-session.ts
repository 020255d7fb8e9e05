/** What the device's own player says about what is heard. */
interface Heard {
    title: string;
    artist: string;
    /** The address of a picture. */
    cover?: string | null | undefined;
}

/** Tells the device what plays, for its lock screen and its keys. */
export function tellDevice({ title, artist, cover }: Heard): void {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.metadata = new MediaMetadata({
        title,
        artist,
        artwork: cover ? [{ src: cover }] : [],
    });
}
