export { addressBehind, proxiedAddress, useProxyKey } from './proxied-address';
export { cutPicture, LARGEST_PICTURE, PICTURE_SIZES } from './cut-picture';
export { ATTACHMENT_LIMITS, preparePicture } from './prepare-picture';
export { remotePicture, type RemotePicture } from './remote-picture';
