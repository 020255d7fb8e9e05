import { Unprocessable } from '../../errors';
import { ATTACHMENT_LIMITS, FilmRefused, type FilmRefusal } from '../../media';

/** What its owner is told of film or sound that nothing became of. */
const WORDS: Record<FilmRefusal, string> = {
    unreadable: 'cannot be read: it is damaged, or made in a way that is not known here',
    'too-large': `has more than ${ATTACHMENT_LIMITS.filmPixels.toLocaleString('en')} pixels in a frame`,
    'too-fast': `has more than ${ATTACHMENT_LIMITS.frameRate} frames a second`,
    'too-long': 'is longer than four hours',
    'too-many-frames': 'has too many frames; a shorter video is welcome',
    'too-many-tracks': 'holds too many streams',
    'too-slow': 'takes this server too long; an MP4 with H.264 and AAC is taken as it is',
    'too-much': 'needs more memory than this server has for it',
};

/** The whole sentence. */
export function filmWords(why: FilmRefusal): string {
    return `Validation failed: File ${WORDS[why]}`;
}

/** What is told of a refusal; any other error as it is. */
export function asUnprocessable(error: unknown): unknown {
    return error instanceof FilmRefused ? new Unprocessable(filmWords(error.why)) : error;
}
