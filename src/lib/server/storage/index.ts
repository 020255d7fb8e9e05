export { addressOfKey, keyOfAddress, newKey, type StoredKind } from './keys';
export { listStored, openStored, put, removeStored, type StoredFile } from './local-disk';
