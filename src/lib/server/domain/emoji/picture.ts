import { Unprocessable } from '../../errors';
import { cutPicture, PICTURE_SIZES } from '../../media';
import { addressOfKey, keyOfAddress, newKey, put, removeStored } from '../../storage';

/** The most bytes of a picture that becomes an emoji. */
export const MOST_EMOJI_BYTES = 256_000;

/** A picture that may become an emoji: moving, if it was, and standing still. */
export type EmojiPicture = Awaited<ReturnType<typeof cutPicture>>;

/**
 * Makes what somebody gave as small as an emoji is.
 * @throws Unprocessable for what is too large, or no picture.
 */
export async function cutEmoji(picture: Buffer): Promise<EmojiPicture> {
    if (picture.length > MOST_EMOJI_BYTES)
        throw new Unprocessable(`The picture is larger than ${MOST_EMOJI_BYTES / 1_000} kB`);
    return cutPicture(picture, PICTURE_SIZES.emoji);
}

/** Keeps both forms under keys of their own. */
export async function keepPicture({
    moving,
    still,
}: EmojiPicture): Promise<{ key: string; staticKey: string }> {
    const key = newKey('emoji', 'webp');
    const staticKey = stillKeyOf(key);
    await put(key, moving);
    await put(staticKey, still);
    return { key, staticKey };
}

/** Removes both forms of every one of these keys. */
export async function removePictures(keys: readonly (string | null)[]): Promise<void> {
    for (const key of keys) if (key) for (const each of [key, stillKeyOf(key)]) await removeStored(each);
}

/** The key of the picture that stands still has the same name as that of the one that may move, in another place. */
function stillKeyOf(key: string): string {
    return key.replace(/^emoji\//, 'stillemoji/');
}

/** Where the picture of one of the community's emoji is seen. */
export function addressOfEmoji({ key }: { key: string }): string {
    return addressOfKey(key);
}

/** The address of the same picture without movement; for other people's pictures the address itself. */
export function stillAddressOf(address: string): string {
    const key = keyOfAddress(address);
    return key?.startsWith('emoji/') ? addressOfKey(stillKeyOf(key)) : address;
}
