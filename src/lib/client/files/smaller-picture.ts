/** Edge in pixels of a picture made smaller on the device, because it is large, or data are saved. */
const LONGEST_EDGE = 2560;
const QUALITY = 0.85;
/** Below it nothing is gained that anybody would notice. */
const SMALL = 500_000;
/** A photograph of more bytes than this shows nothing more for them. Drawings may, and stay as they are. */
const LARGE = 4_000_000;
/** What moves would stand still. */
const STILL = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Is a picture worth making smaller? `limit` are the bytes that the server takes. */
export function isWorthShrinking(
    { type, size }: Pick<File, 'type' | 'size'>,
    { limit, savesData }: { limit: number; savesData: boolean },
): boolean {
    if (!STILL.has(type)) return false;
    return size > limit || size > (savesData ? SMALL : type === 'image/jpeg' ? LARGE : Infinity);
}

/** The edges of a picture in which its longer one is at most `longest`; never larger than it was. */
export function shrunk({ width, height }: { width: number; height: number }, longest = LONGEST_EDGE) {
    const ratio = Math.min(1, longest / Math.max(width, height));
    return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
}

/** The same picture in fewer bytes, upright and without what the camera knew; the same file where that is not possible. */
export async function smallerPicture(file: File): Promise<File> {
    try {
        const picture = await createImageBitmap(file);
        const canvas = Object.assign(document.createElement('canvas'), shrunk(picture));
        canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
        picture.close();
        const blob = await new Promise<Blob | null>((settle) => canvas.toBlob(settle, 'image/webp', QUALITY));
        return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
    } catch {
        return file;
    }
}
