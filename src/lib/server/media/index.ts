export { addressBehind, proxiedAddress, useProxyKey } from './proxied-address';
export { cutPicture, LARGEST_PICTURE, PICTURE_SIZES } from './cut-picture';
export { FILM_TYPES, fileType, HEAD_BYTES, type FileType } from './file-type';
export { ATTACHMENT_LIMITS } from './limits';
export { preparePicture } from './prepare-picture';
export { remotePicture, type RemotePicture } from './remote-picture';
