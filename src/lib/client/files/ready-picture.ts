import { partsOfPicture, type PictureType } from './picture-parts';
import { wordsIn } from './picture-words';
import { isWorthShrinking, smallerPicture } from './smaller-picture';
import { withoutSecrets } from './without-secrets';

/** A file as it leaves the device, and what was said in it about the picture. */
export interface ReadyFile {
    file: File;
    /** Empty where nothing was said. */
    description: string;
}

const READ: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'] satisfies PictureType[];

/** A picture as it may leave the device: without what the camera knew, smaller where that is worth it, its words kept. */
export async function readyPicture(
    file: File,
    asked: { limit: number; savesData: boolean },
): Promise<ReadyFile> {
    if (!isRead(file.type)) return { file, description: '' };
    const bytes = new Uint8Array(await file.arrayBuffer());
    const parts = partsOfPicture(bytes, file.type);
    if (!parts) return { file, description: '' };
    const description = wordsIn(parts);
    const smaller = isWorthShrinking(file, asked) ? await smallerPicture(file) : file;
    // A picture that was drawn anew holds nothing else.
    return { file: smaller === file ? withoutSecrets(file, parts, bytes, file.type) : smaller, description };
}

function isRead(type: string): type is PictureType {
    return READ.includes(type);
}
