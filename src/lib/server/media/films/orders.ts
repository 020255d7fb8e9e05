/** What the process that works on film and sound is asked for, and what it answers. */

/** What a container says of its picture, upright. */
export interface Picture {
    width: number;
    height: number;
    /** Frames a second; the middle of them where it varies. */
    frameRate: number;
    /** Is it H.264 as every player reads it: 8 bits, 4:2:0, not mirrored? */
    plays: boolean;
}

/** What it says of its sound. */
export interface Sound {
    codec: string | undefined;
    channels: number;
}

/** What film or sound is, as its container says; nothing was decoded to know it. */
export interface Facts {
    seconds: number;
    picture?: Picture;
    sound?: Sound;
}

/** What is made of something: which parts stay as they are, and which are made anew. */
export interface Plan {
    type: 'video' | 'gifv' | 'audio';
    mimeType: 'video/mp4' | 'audio/mpeg' | 'audio/mp4';
    extension: 'mp4' | 'mp3' | 'm4a';
    picture?: 'keep' | 'encode';
    sound?: 'keep' | 'encode';
}

/** Why nothing is made of something. */
export type Refusal =
    'unreadable' | 'too-large' | 'too-fast' | 'too-long' | 'too-many-frames' | 'too-many-tracks';

export interface Probe {
    facts: Facts;
    plan: Plan;
}

/** A folder of the order's own: what is made stands in it. */
export interface FilmOrder {
    /** The file that was given, which is only read. */
    path: string;
    /** As its first bytes say. */
    mimeType: string;
    folder: string;
    /** The host's program; undefined for the one of WebAssembly. */
    ffmpeg: string | undefined;
}

/** What stands in the folder, and what is known of it. */
export interface MadeFilm {
    facts: Facts;
    plan: Plan;
    /** The names of files in the folder. */
    file: string;
    /** A frame, or the cover of sound, as a picture that is still to be made ready. */
    poster: string | undefined;
    waveform: number[] | undefined;
}

export type Order =
    ({ name: 'probe' } & Pick<FilmOrder, 'path' | 'mimeType'>) | ({ name: 'make' } & FilmOrder);

export type Answer =
    | { progress: number }
    | { probed: Probe }
    | { made: MadeFilm }
    /** With what it broke on, for the log. */
    | { refused: Refusal; said: string }
    /** It was no fault of the file, and may go well another time. */
    | { broken: string };
