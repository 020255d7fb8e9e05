export type MediaType = 'unknown' | 'image' | 'gifv' | 'video' | 'audio';

/** Dimensions in pixels, `duration` in seconds, `bitrate` in bits per second. */
export interface MediaMetaDetails {
    width?: number;
    height?: number;
    /** `640x480` */
    size?: string;
    aspect?: number;
    /** A fraction such as `30/1`. */
    frame_rate?: string;
    duration?: number;
    bitrate?: number;
}

export interface MediaMeta {
    /** Of film and sound, beside what `original` says: `0:01:28.65`. */
    length?: string;
    duration?: number;
    fps?: number;
    size?: string;
    width?: number;
    height?: number;
    aspect?: number;
    audio_encode?: string;
    original?: MediaMetaDetails;
    small?: MediaMetaDetails;
    /** The point to keep visible when cropping: −1.0..1.0 on both axes, y upwards. */
    focus?: { x: number; y: number };
    /** How loud a sound is along its time: at most 200 numbers from 0 to 99. Not part of Mastodon's protocol. */
    waveform?: number[];
}

/** https://docs.joinmastodon.org/entities/MediaAttachment/ */
export interface MediaAttachment {
    id: string;
    type: MediaType;
    /** Null while the file is being processed. */
    url: string | null;
    preview_url: string | null;
    /** Where a remote file came from; null for local files. */
    remote_url: string | null;
    preview_remote_url?: string | null;
    text_url?: string | null;
    meta: MediaMeta | null;
    /** Alternative text. */
    description: string | null;
    blurhash: string | null;
    /** The part of the processing that is done, from 0 to 1, while there is no `url`. Not part of Mastodon's protocol. */
    progress?: number;
}
