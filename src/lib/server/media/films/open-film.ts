import { FilePathSource, FLAC, Input, MP3, MP4, OGG, QTFF, WAVE, WEBM } from 'mediabunny';
import type { InputFormat } from 'mediabunny';

/** The one reader for each type: whatever the file goes on to be, no other looks at it. */
const FORMATS: Record<string, readonly InputFormat[]> = {
    'video/mp4': [MP4, QTFF],
    'video/quicktime': [QTFF, MP4],
    'video/webm': [WEBM],
    'audio/mp4': [MP4, QTFF],
    'audio/mpeg': [MP3],
    'audio/ogg': [OGG],
    'audio/wav': [WAVE],
    'audio/flac': [FLAC],
};

/** Opens film or sound to be read, packet by packet; nothing is decoded. */
export function openFilm(path: string, mimeType: string): Input {
    return new Input({ source: new FilePathSource(path), formats: [...(FORMATS[mimeType] ?? [])] });
}
