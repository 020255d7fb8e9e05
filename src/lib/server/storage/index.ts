export {
    addressesOfKey,
    addressOfKey,
    isServed,
    keyOfAddress,
    newKey,
    newKeyLike,
    STORED_KINDS,
    withExtension,
    type StoredKind,
} from './keys';
export { HEAD_BYTES, type Incoming } from './incoming';
export { countLeft, moveStored, type Moved } from './move-stored';
export { asNoRoom } from './room';
export { emptyScratch, scratchFile, scratchFolder, type Scratch } from './scratch';
export type { ByteRange, ListedFile, StoredFile } from './store';
export {
    copyStored,
    forgetUnfinished,
    listStored,
    openStored,
    put,
    putFile,
    removeStored,
    withLocalCopy,
} from './stored-files';
