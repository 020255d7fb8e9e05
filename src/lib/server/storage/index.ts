export { addressOfKey, keyOfAddress, newKey, newKeyLike, type StoredKind } from './keys';
export { copyStored, listStored, openStored, put, removeStored, type StoredFile } from './local-disk';
