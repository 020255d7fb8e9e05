export { addressBehind, proxiedAddress, useProxyKey } from './proxied-address';
export { cutPicture, LARGEST_PICTURE, PICTURE_SIZES } from './cut-picture';
export { FILM_TYPES, fileType, HEAD_BYTES, type FileType } from './file-type';
export { ATTACHMENT_LIMITS } from './limits';
export { HEIC_REFUSED, preparePicture, preparePreview } from './prepare-picture';
export type { Preview, Rendition } from './pictures/orders';
export { remotePicture, type RemotePicture } from './remote-picture';
export { mayHaveTwin, openTwin, twinKey, twinsOfKey } from './variants';
