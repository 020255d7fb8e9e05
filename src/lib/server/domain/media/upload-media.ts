import { readFile } from 'node:fs/promises';
import type { Database } from '../../db';
import { Unprocessable } from '../../errors';
import { ATTACHMENT_LIMITS, fileType, readAnimation, type FileType } from '../../media';
import type { Incoming } from '../../storage';
import type { Actor } from '../users';
import { checkedWords } from './media-words';
import type { SentMedia } from './sent-media';
import { uploadFilm } from './upload-film';
import { uploadPicture } from './upload-picture';

/**
 * Takes a file that a post shall show later. A picture is ready when this returns, film and sound are worked on
 * afterwards. Returns its id.
 * @throws Unprocessable for what is not read here, or is more than is taken on, for a description that is too long, and
 * for a member who keeps too much already.
 */
export async function uploadMedia(db: Database, actor: Actor, sent: SentMedia): Promise<string> {
    checkedWords(sent);
    const type = knownType(sent.file.head);
    const isFilm = type.kind === 'film' || (type.mimeType === 'image/gif' && (await moves(sent.file)));
    return isFilm ? uploadFilm(db, actor, sent, type) : uploadPicture(db, actor, sent);
}

/**
 * How many bytes a file may have that begins with `head`, so that no more are read.
 * @throws Unprocessable for what is not read here.
 */
export function mostBytesOf(head: Uint8Array): number {
    return knownType(head).kind === 'film' ? ATTACHMENT_LIMITS.filmBytes : ATTACHMENT_LIMITS.imageBytes;
}

function knownType(head: Uint8Array): FileType {
    const type = fileType(head);
    if (!type)
        throw new Unprocessable(
            'Validation failed: File must be a picture (JPEG, PNG, GIF, WebP, AVIF), a video (MP4, MOV, WebM) or sound (MP3, M4A, Ogg, WAV, FLAC); other kinds of files cannot be attached here',
        );
    return type;
}

/** An animated GIF is a film that nobody packed well. */
async function moves({ path }: Incoming): Promise<boolean> {
    return readAnimation(await readFile(path)) !== undefined;
}
