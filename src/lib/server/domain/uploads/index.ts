export { beginUpload, MOST_BYTES } from './begin-upload';
export { cancelUpload, continueUpload, type Part } from './continue-upload';
export { findPart, forgetOldParts, type PartialUpload } from './kept-parts';
