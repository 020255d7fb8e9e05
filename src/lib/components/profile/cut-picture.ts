import { areaOf, type Crop, type Extent } from './crop';

/** How large a picture leaves the device: twice what is kept at most, since the server makes it smaller once more. */
const SIZES = { avatar: { width: 800, height: 800 }, header: { width: 1_500, height: 500 } } as const;

export type PictureRole = keyof typeof SIZES;

/** The shape of a picture's place, width by height. */
export const ASPECTS: Record<PictureRole, number> = { avatar: 1, header: 3 };

/** A picture that was chosen, as it is shown while it is being cut. */
export interface ChosenPicture extends Extent {
    file: File;
    /** Of the whole picture, on this device; whoever opened it revokes it. */
    address: string;
}

/** Opens a picture. Rejects for what this device cannot show. */
export async function openPicture(file: File): Promise<ChosenPicture> {
    const address = URL.createObjectURL(file);
    try {
        const picture = new Image();
        picture.src = address;
        await picture.decode();
        return { file, address, width: picture.naturalWidth, height: picture.naturalHeight };
    } catch (error) {
        URL.revokeObjectURL(address);
        throw error;
    }
}

/** What leaves the device of a picture: the part that was chosen and nothing else, without what the camera knew. */
export async function cutPicture(picture: ChosenPicture, role: PictureRole, crop: Crop): Promise<File> {
    const area = areaOf(picture, ASPECTS[role], crop);
    const scale = Math.min(1, SIZES[role].width / area.width);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(area.width * scale));
    canvas.height = Math.max(1, Math.round(area.height * scale));
    const image = new Image();
    image.src = picture.address;
    await image.decode();
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This device cannot cut pictures');
    context.imageSmoothingQuality = 'high';
    const { left, top, width, height } = area;
    context.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
    // Where WebP is not written, this becomes a PNG by itself.
    const bytes = await new Promise<Blob | null>((settle) => canvas.toBlob(settle, 'image/webp', 0.92));
    if (!bytes) throw new Error('This device cannot cut pictures');
    return new File([bytes], role, { type: bytes.type });
}
