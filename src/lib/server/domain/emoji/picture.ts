import { addressOfKey, keyOfAddress } from '../../storage';

/** The key of the picture that stands still has the same name as that of the one that may move, in another place. */
export function stillKeyOf(key: string): string {
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
